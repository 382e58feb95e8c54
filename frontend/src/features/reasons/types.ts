/** Which record of a page is open: its id, null for a new one. */
export interface OpenProps {
  open: { id: string | null } | null;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** The mark of the product: an open loop. Decorative, the name stands beside it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="11.6" cy="12" r="7.9" stroke="var(--c-accent)" strokeWidth="2.3" />
      <circle cx="19.4" cy="12.7" r="2.5" fill="var(--c-accent)" />
    </svg>
  );
}

import { useRouter } from "@tanstack/react-router";
import { SignedIn } from "@/features/session/components/SignedIn";
import { useConfig } from "./config";

/** The address the identity provider returns to. */
export function ReturnPage() {
  const router = useRouter();
  return <SignedIn config={useConfig()} onDone={(path) => router.history.replace(path)} />;
}

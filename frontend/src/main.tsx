import "@/app/theme/index.css";
import { createRoot } from "react-dom/client";
import { boot } from "@/app/boot";

const root = document.getElementById("root");
if (root) void boot(createRoot(root));

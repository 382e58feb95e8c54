import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Group = Schemas["functions__api__schemas__quarantine__GroupOut"];
export type Quarantined = Schemas["QuarantinedOut"];
export type UnknownPlace = Schemas["UnknownPlaceOut"];

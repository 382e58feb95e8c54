import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type { Source } from "@/api/useSources";
export type Kind = Schemas["KindOut"];
export type Need = Schemas["NeedOut"];
export type Mapping = Schemas["MappingOut"];
export type Role = Schemas["Role"];
export type Delivery = Schemas["DeliveryOut"];
export type Cell = Schemas["CellOut"];
export type Preview = Schemas["PreviewOut"];
export type SourceChange = Schemas["SourceChange"];
export type Health = Schemas["HealthOut"];

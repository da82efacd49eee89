// Types of the modules that bundle.mjs makes up while it bundles. They exist only there.
declare module 'hypha:hypha' {
  const factory: (options: { locateFile: () => string; [option: string]: unknown }) => Promise<any>;
  export default factory;
}
declare module 'hypha:media' {
  const factory: (options: { locateFile: () => string; [option: string]: unknown }) => Promise<any>;
  export default factory;
}
declare module 'hypha:keys' {
  const factory: (options: { locateFile: () => string; [option: string]: unknown }) => Promise<any>;
  export default factory;
}
declare module 'hypha:urls' {
  export const hyphaWasmUrl: string;
  export const hyphaLaterUrl: string;
  export const mediaWasmUrl: string;
  export const keysWasmUrl: string;
  export const runtimeModuleUrl: string;
  export const runtimeWasmUrl: string;
  export const modelUrl: string;
  export const modelCardUrl: string;
  export const fontUrls: Readonly<Record<string, string>>;
  /** Only in app.worker.ts and main.ts: a bundle cannot hold its own hash. */
  export const mediaWorkerUrl: string;
  /** Only in app.worker.ts. */
  export const accountUrl: string;
  /** Only in main.ts. */
  export const cameraUrl: string;
  export const appWorkerUrl: string;
}
declare module 'hypha:field-files' {
  export interface FieldFile {
    readonly url: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly role: 'runtime_module' | 'runtime_wasm' | 'model' | 'references' | 'text_model';
  }
  export const fieldFiles: readonly FieldFile[];
}
declare module 'hypha:page' {
  /** What the service worker writes pages of stories with. */
  export const pageWasmUrl: string;
  /** What it decides with what to fetch without the app. */
  export const fetchWasmUrl: string;
}
declare module 'hypha:precache' {
  export interface PrecacheFile {
    readonly url: string;
    readonly bytes: number;
    readonly sha256: string;
  }
  export const precacheFiles: readonly PrecacheFile[];
  export const shellVersion: string;
}

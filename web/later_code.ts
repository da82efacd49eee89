// hypha.wasm comes in two files (web/build/split_code.mjs): the first is what the first screen needs; the later one is fetched when a
// frame has been drawn. Both share one memory and one table. A call into the later part before it is there ends in a placeholder,
// which loads it at once, blocking the worker: slow once, never wrong. Only if that cannot be fetched does the call fail (LaterCodeError).
export class LaterCodeError extends Error {
  override readonly name = 'LaterCodeError';
}

const asBytes = async (url: string): Promise<Response> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new LaterCodeError(`${url}: ${answer.status}`);
  return answer;
};

export class LaterCode {
  private first: WebAssembly.Instance | null = null;
  private joined = false;

  constructor(private readonly firstUrl: string, private readonly laterUrl: string) {}

  /** Instantiates the first part with `imports` and the placeholders. */
  async open(imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
    const placeholder = new Proxy({}, {
      get: (_, slot) => (...args: unknown[]): unknown => {
        this.loadNow();
        return (this.table().get(Number(slot)) as (...values: unknown[]) => unknown)(...args);
      },
    }) as WebAssembly.ModuleImports;
    const { instance } = await WebAssembly.instantiateStreaming(asBytes(this.firstUrl), { ...imports, placeholder });
    this.first = instance;
    return instance;
  }

  /** Brings the later part without blocking; a failure is left for the call that needs it. */
  async preload(): Promise<void> {
    if (this.joined) return;
    try {
      this.join(await WebAssembly.compileStreaming(asBytes(this.laterUrl)));
    } catch (error) {
      console.info('the later part of the code is fetched when it is needed:', error);
    }
  }

  private loadNow(): void {
    if (this.joined) return;
    const request = new XMLHttpRequest();
    request.open('GET', this.laterUrl, false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch (error) {
      throw new LaterCodeError(`${this.laterUrl}: ${String(error)}`);
    }
    if (request.status !== 200) throw new LaterCodeError(`${this.laterUrl}: ${request.status}`);
    this.join(new WebAssembly.Module(request.response as ArrayBuffer));
  }

  // Its start puts its functions into the table, over the placeholders.
  private join(later: WebAssembly.Module): void {
    if (this.joined || !this.first) return; // loaded by a call while it was on its way
    void new WebAssembly.Instance(later, { primary: this.first.exports as WebAssembly.ModuleImports });
    this.joined = true;
  }

  // The table that wasm-split made for these calls: its exports begin with %, and the module's own table is another.
  private table(): WebAssembly.Table {
    const made = Object.entries(this.first!.exports).find(([name, value]) => name.startsWith('%') && value instanceof WebAssembly.Table);
    if (!made) throw new LaterCodeError('hypha.wasm has no table for its later part');
    return made[1] as WebAssembly.Table;
  }
}

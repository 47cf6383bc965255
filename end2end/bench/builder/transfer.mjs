// What a browser has to load for an editor: JavaScript, WebAssembly and style sheets, compressed with brotli.
import { get } from "node:http";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";

const counted = /javascript|application\/wasm|text\/css/;

/**
 * The bytes of these addresses that are code or styles, in kB of 1,000 bytes. What a server sends without brotli is compressed here.
 * @param {Iterable<string>} urls
 */
export async function transfer(urls) {
  const files = [];
  for (const url of urls) {
    const { type, encoding, body } = await load(url);
    if (!counted.test(type)) continue;
    const plain = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
    const bytes = encoding === "br" ? body.length : brotliCompressSync(plain).length;
    files.push({ path: new URL(url).pathname, kB: bytes / 1000, plain: plain.length / 1000, sentCompressed: encoding === "br" });
  }
  const kB = (some) => some.reduce((total, { kB }) => total + kB, 0);
  const rich = files.filter(({ path }) => /richtext/.test(path));
  return { total: kB(files), richText: kB(rich), withoutRichText: kB(files) - kB(rich), files };
}

/** @returns {Promise<{ type: string, encoding: string, body: Buffer }>} */
function load(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { "accept-encoding": "br" } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          type: response.statusCode === 200 ? (response.headers["content-type"] ?? "") : "",
          encoding: response.headers["content-encoding"] ?? "",
          body: Buffer.concat(parts),
        }),
      );
    });
    request.on("error", reject);
  });
}

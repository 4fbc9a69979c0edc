// The language server under the client library of Visual Studio Code, in each encoding of positions.
//   JIAODUI=PROGRAM NODE_PATH=…/node_modules node client.js, in an empty folder
"use strict";
const assert = require("assert");
const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const rpc = require("vscode-jsonrpc/node");
const lsp = require("vscode-languageserver-protocol");

const PAGE = "# 夜车\n\n𠮷😀大家好,欢迎。。\n我们先看Chat GPT\n";
const WIDTH = {
  "utf-8": (c) => Buffer.byteLength(c),
  "utf-16": (c) => c.length,
  "utf-32": () => 1,
};

// The index into the text of a position that counts in `encoding`.
function indexOf(text, { line, character }, encoding) {
  const lines = text.split("\n");
  let index = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  let units = 0;
  for (const c of lines[line]) {
    if (units >= character) break;
    units += WIDTH[encoding](c);
    index += c.length;
  }
  assert.strictEqual(units, character, `column ${character} is within a character or behind the line`);
  return index;
}
const slice = (text, range, encoding) => text.slice(indexOf(text, range.start, encoding), indexOf(text, range.end, encoding));

function edited(text, action, encoding) {
  const edits = action.edit.documentChanges.flatMap((change) => change.edits);
  edits.sort((a, b) => indexOf(text, b.range.start, encoding) - indexOf(text, a.range.start, encoding));
  for (const edit of edits) {
    text = text.slice(0, indexOf(text, edit.range.start, encoding)) + edit.newText + text.slice(indexOf(text, edit.range.end, encoding));
  }
  return text;
}

async function session(encoding) {
  const server = spawn(process.env.JIAODUI, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const gone = new Promise((resolve) => server.on("exit", resolve));
  const connection = lsp.createProtocolConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
  let awaited = () => {};
  const told = [];
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => { told.push(params); awaited(); });
  // The diagnostics of a version of the document that pass the test.
  const diagnostics = async (passes) => {
    for (;;) {
      const found = told.findIndex(passes);
      if (found >= 0) return told.splice(0, found + 1).pop().diagnostics;
      await new Promise((resolve) => { awaited = resolve; });
    }
  };
  const registered = new Promise((resolve) => connection.onRequest(lsp.RegistrationRequest.type, (params) => resolve(params.registrations)));
  connection.listen();

  const hello = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: pathToFileURL(process.cwd()).href,
    capabilities: { general: { positionEncodings: encoding === "utf-16" ? undefined : [encoding] },
                    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } });
  assert.strictEqual(hello.capabilities.positionEncoding, encoding);
  assert.strictEqual(hello.capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
  await connection.sendNotification(lsp.InitializedNotification.type, {});
  assert.strictEqual((await registered)[0].method, "workspace/didChangeWatchedFiles");

  const uri = pathToFileURL(path.resolve("节目 1.md")).href;
  const textDocument = { uri };
  await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version: 1, text: PAGE } });
  const first = await diagnostics((d) => d.version === 1);
  const comma = first.find((d) => d.code === "punct/halfwidth");
  assert.deepStrictEqual(comma.range.start, { line: 2, character: { "utf-8": 17, "utf-16": 7, "utf-32": 5 }[encoding] });
  assert.strictEqual(slice(PAGE, comma.range, encoding), ",");
  assert.strictEqual(slice(PAGE, first.find((d) => d.code === "punct/duplicate").range, encoding), "。。");

  const actions = await connection.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: comma.range, context: { diagnostics: [comma] } });
  const fix = actions.find((a) => a.kind === lsp.CodeActionKind.QuickFix && a.title === ",→，");
  assert.strictEqual(edited(PAGE, fix, encoding), PAGE.replace(",", "，"));
  const all = await connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [], only: [lsp.CodeActionKind.SourceFixAll] } });
  assert.strictEqual(edited(PAGE, all[0], encoding), "# 夜车\n\n𠮷😀大家好，欢迎。\n我们先看ChatGPT\n");

  const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument, position: comma.range.start });
  assert.match(hover.contents.value, /punct\/halfwidth/);

  // Two changes in one message: the second counts in the text that the first has left.
  const head = WIDTH[encoding]("𠮷") + WIDTH[encoding]("😀");
  const typed = "😀各位";
  const after = head + [...typed].reduce((sum, c) => sum + WIDTH[encoding](c), 0);
  await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version: 2 }, contentChanges: [
    { range: { start: { line: 2, character: head }, end: { line: 2, character: head } }, text: typed },
    { range: { start: { line: 2, character: after }, end: { line: 2, character: after } }, text: ",𠮷" }] });
  const changed = "# 夜车\n\n𠮷😀😀各位,𠮷大家好,欢迎。。\n我们先看Chat GPT\n";
  const second = (await diagnostics((d) => d.version === 2)).filter((d) => d.code === "punct/halfwidth");
  assert.deepStrictEqual(second.map((d) => slice(changed, d.range, encoding)), [",", ","]);

  fs.writeFileSync(".jiaodui.yaml", "version: 1\nrules: {punct/halfwidth: off}\n");
  await connection.sendNotification(lsp.DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: pathToFileURL(path.resolve(".jiaodui.yaml")).href, type: lsp.FileChangeType.Created }] });
  await diagnostics((d) => d.version === 2 && !d.diagnostics.some((one) => one.code === "punct/halfwidth"));

  // A request that is cancelled is answered, with or without a result, and the server goes on.
  const source = new rpc.CancellationTokenSource();
  const asked = connection.sendRequest(lsp.HoverRequest.type, { textDocument, position: comma.range.start }, source.token);
  source.cancel();
  await asked.catch((error) => assert.strictEqual(error.code, lsp.LSPErrorCodes.RequestCancelled));

  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.strictEqual(await gone, 0);
  fs.unlinkSync(".jiaodui.yaml");
}

(async () => {
  for (const encoding of Object.keys(WIDTH)) await session(encoding);
  console.log("vscode-languageserver-protocol: all as it should be in", Object.keys(WIDTH).join(", "));
})().catch((error) => { console.error(error); process.exit(1); });

// With a server (`review --web`): every answer is posted as it is made, and what changes on disk comes in by a request that waits.
//
// The token came with the page's address; it is kept in memory and for this tab, and taken out of the address. An answer that could not be
// sent waits and is sent again in order; the banner says so until it has arrived.

const live = {token: '', queue: [], sending: false, seen: 0, steps: false, ended: false, made: new Map()};

async function call(path, body) {
  const answer = await fetch(path, {method: body === undefined ? 'GET' : 'POST', headers: {'X-Jiaodui-Token': live.token, ...(body === undefined ? {} : {'Content-Type': 'application/json'})},
    body, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer'});
  if (!answer.ok) throw Object.assign(new Error(await answer.text() || String(answer.status)), {status: answer.status});
  return answer.status === 204 ? null : answer.json();
}

function banner(text) { $('banner').hidden = !text; $('banner').textContent = text; }

// What was last sent about a finding is taken back before it is answered anew, so the kept file never holds two answers.
function take(findings) {
  if (data.mode !== 'web') return;
  for (const f of findings) {
    const line = live.made.get(f);
    if (line) { live.queue.push({undo: true, line}); live.made.delete(f); }
  }
  flush();
}
function send(findings) {
  if (data.mode !== 'web') return;
  take(findings);
  for (const f of findings) {
    if (f.state === 'pending' || f.superseded) continue;
    const line = JSON.stringify(decisionOf(f.state === 'rejected' ? f : {...f, scope: 'here'}));
    live.made.set(f, line);
    live.queue.push({undo: false, line});
  }
  flush();
}

async function flush() {
  if (live.sending || !live.queue.length) return;
  live.sending = true;
  while (live.queue.length) {
    const batch = [live.queue[0]];
    while (batch.length < live.queue.length && batch.length < 200 && live.queue[batch.length].undo === batch[0].undo) batch.push(live.queue[batch.length]);
    try {
      await call(batch[0].undo ? '/api/undo' : '/api/decide', batch.map(x => x.line + '\n').join(''));
      live.queue.splice(0, batch.length);
      banner('');
    } catch (error) {
      banner(L(`有 ${live.queue.length} 个回答还没有存好（${error.message}），正在重试`, `${live.queue.length} answers are not stored yet (${error.message}); trying again`));
      await new Promise(done => setTimeout(done, 1500));
      if (live.ended) break;
    }
  }
  live.sending = false;
}

async function listen() {
  while (!live.ended) {
    try {
      const news = await call('/api/events?since=' + live.seen);
      if (!news) continue;
      live.seen = news.seen;
      if (news.ended) { ended(); return; }
      for (const name of news.changed) replacePage(await call('/api/page?file=' + encodeURIComponent(name)), true);
      if (!live.queue.length) banner('');
    } catch (error) {
      if (live.ended) return;
      banner(L('与 jiaodui 的连接断了，正在重试', 'the connection to jiaodui is lost; trying again'));
      await new Promise(done => setTimeout(done, 2000));
    }
  }
}

// A page from the server, which knows what has been answered; what it knows can be taken back.
function fromServer(raw) {
  const page = new Page(raw);
  for (const f of page.findings) if (f.state !== 'pending') live.made.set(f, JSON.stringify(decisionOf(f)));
  return page;
}

function replacePage(raw, announce) {
  const index = data.pages.findIndex(p => p.file === raw.file);
  if (index < 0) return;
  const old = data.pages[index];
  if (announce && old.hash === raw.hash && old.findings.filter(f => !f.manual).map(f => f.id).join() === (raw.findings || []).map(f => f.id).join()) return;
  const page = fromServer(raw), current = view.current;
  data.pages[index] = page;
  history.length = 0;
  countGroups();
  if (view.page === old) {
    const top = $('text').scrollTop;
    view.current = null;
    openPage(page);
    $('text').scrollTop = top;
    const same = current && (page.findings.find(f => f.id === current.id) || page.findings.find(f => f.s >= current.s));
    if (same) setCurrent(same, false);
  }
  drawProgress();
  if (announce) tell(L('文件在别处改了，已重新读入：', 'the file was changed elsewhere and has been read again: ') + visible(raw.file));
}

async function write() {
  $('write').disabled = true;
  try {
    while (live.sending || live.queue.length) { flush(); await new Promise(done => setTimeout(done, 50)); }
    const report = await call('/api/write', '{}');
    for (const raw of report.pages) {
      replacePage(raw, false);
    }
    dialog(L('写好了', 'Written'), el('p', {}, report.message), report.stale && report.stale.length ? el('ul', {}, ...report.stale.map(s => el('li', {}, visible(s)))) : null,
      report.commit ? el('pre', {}, report.commit) : null);
  } catch (error) {
    dialog(L('没有写成', 'Not written'), el('p', {}, error.message));
  }
  drawProgress();
}

// A typed text as an entry of a glossary: with a letter on each side where only one has changed; null where it is no word.
function termOf(f) {
  let s = f.s, e = f.e;
  const text = f.page.text, letter = at => at >= 0 && at < text.length && isContent(text[at]) && f.page.quietAt(at) < 0;
  if (Array.from(f.old).length < 2) { if (letter(s - 1)) --s; if (letter(e)) ++e; }
  const wrong = text.slice(s, e), right = text.slice(s, f.s) + newText(f) + text.slice(f.e, e);
  const word = w => { const n = Array.from(w).length; return n >= 2 && n <= 16 && !/[\r\n\t]/.test(w); };
  return word(wrong) && word(right) && wrong !== right ? {wrong, right} : null;
}
async function toGlossary() {
  const f = view.current, term = data.glossary && f && f.state === 'edited' && !f.superseded ? termOf(f) : null;
  if (!term) return;
  try { tell((await call('/api/glossary', JSON.stringify(term))).message); } catch (error) { tell(error.message); }
}

function ended() {
  live.ended = true;
  banner(L('jiaodui 已结束；这一页可以关了。', 'jiaodui has ended; this page may be closed.'));
}
async function stop() { try { await call('/api/stop', '{}'); } catch { /* it is gone */ } ended(); }

async function proofreadPasted() {
  $('pasted-go').disabled = true;
  try {
    const raw = await call('/api/paste', JSON.stringify({text: $('pasted').value}));
    $('paste').hidden = true;
    document.body.classList.remove('pasting');
    data.pages = [new Page(raw)];
    for (const f of data.pages[0].findings) if (f.tier === 'safe' && f.new.length && f.fate === 'applied') f.state = 'accepted';
    begin();
  } catch (error) { banner(error.message); }
  $('pasted-go').disabled = false;
}

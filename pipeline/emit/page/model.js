// The model: pages, their findings, and what has been answered. No word here of how it looks.
//
// A page's text is the file as it lies on disk; spans count UTF-16 units. A finding's state is one of `pending`, `accepted`,
// `rejected`, `edited` (a text of one's own) and `later`. What a person corrects while reading is a finding too (`manual`).
// Nothing is ever computed by looking a text up again: spans come from the program, and manual ones from the selection.

const data = {pages: [], lang: 'zh', mode: 'file'};
const L = (zh, en) => data.lang === 'en' ? en : zh;

// Characters that a reader cannot see, or that turn the text around, are shown by their numbers.
const kUnseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
const nameOfUnseen = c => c === '\r' ? '␍' : 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
const visible = s => String(s).replace(kUnseen, c => '⟨' + nameOfUnseen(c) + '⟩').replace(/\n/g, '⏎');

const isContent = c => /[\p{L}\p{Nd}]/u.test(c);
const lettersOf = s => Array.from(s).filter(isContent).join('');

// What a server knows to have been answered about a finding: {answer, to}.
function answerFrom(f) {
  const state = {accept: 'accepted', edit: 'edited', later: 'later'}[f.answer] || 'pending';
  const choice = state === 'accepted' ? f.new.indexOf(f.to) : 0;
  return choice < 0 ? {state: 'edited', choice: 0, to: f.to} : {state, choice, to: state === 'edited' ? f.to : null};
}

class Page {
  constructor(raw) {
    Object.assign(this, {file: raw.file, text: raw.text, hash: raw.hash, quiet: raw.quiet || [], cues: raw.cues || []});
    this.findings = (raw.findings || []).map((f, i) => ({
      ...f, ev: f.evidence || {}, page: this, order: i, ...answerFrom(f), scope: 'here', manual: false}));
    this.lineStarts = [0];
    for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
    this.byteStarts = null;
    for (const [s, e, to] of raw.typed || []) this.addManual(s, e, to);
  }

  lineOf(at) {  // 1-based
    let low = 0, high = this.lineStarts.length;
    while (high - low > 1) { const mid = (low + high) >> 1; if (this.lineStarts[mid] <= at) low = mid; else high = mid; }
    return low + 1;
  }

  byteAt(at) {
    if (!this.byteStarts) {
      const encoder = new TextEncoder();
      let bytes = 0;
      this.byteStarts = this.lineStarts.map((start, i) => {
        const here = bytes;
        bytes += encoder.encode(this.text.slice(start, this.lineStarts[i + 1])).length;
        return here;
      });
    }
    const line = this.lineOf(at) - 1;
    return this.byteStarts[line] + new TextEncoder().encode(this.text.slice(this.lineStarts[line], at)).length;
  }

  // The markup span that holds the place, by its index in `quiet`; -1 outside.
  quietAt(at) {
    let low = 0, high = this.quiet.length / 2;
    while (low < high) { const mid = (low + high) >> 1; if (this.quiet[2 * mid + 1] <= at) low = mid + 1; else high = mid; }
    return low < this.quiet.length / 2 && this.quiet[2 * low] <= at ? low : -1;
  }

  // Eight letters of the prose on either side, as the program's contexts have them.
  context(begin, end) {
    let left = '', right = '';
    for (let at = begin, n = 0, looked = 0; at > 0 && n < 8 && looked < 64;) {
      const q = this.quietAt(at - 1);
      if (q >= 0) { at = this.quiet[2 * q]; continue; }
      let c = this.text[at - 1];
      if (c >= '\udc00' && c <= '\udfff' && at > 1) c = this.text[at - 2] + c;
      at -= c.length; ++looked;
      if (isContent(c)) { left = c + left; ++n; }
    }
    for (let at = end, n = 0, looked = 0; at < this.text.length && n < 8 && looked < 64;) {
      const q = this.quietAt(at);
      if (q >= 0) { at = this.quiet[2 * q + 1]; continue; }
      const c = String.fromCodePoint(this.text.codePointAt(at));
      at += c.length; ++looked;
      if (isContent(c)) { right += c; ++n; }
    }
    return [left, right];
  }

  addManual(begin, end, to) {
    const [l, r] = this.context(begin, end);
    const f = {page: this, s: begin, e: end, old: this.text.slice(begin, end), new: [], rule: 'review/reading', tier: 'suggest', c: 1,
      msg: L('通读时改的', 'corrected while reading'), ev: {}, fate: 'awaits_review', l, r, manual: true, state: 'edited', to, choice: 0, scope: 'here',
      id: 'm' + begin + '-' + end + '-' + this.file};
    this.findings.push(f);
    this.sort();
    return f;
  }

  remove(f) { this.findings.splice(this.findings.indexOf(f), 1); this.sort(); }
  sort() {
    this.findings.sort((a, b) => a.s - b.s || a.e - b.e || (a.manual - b.manual));
    this.findings.forEach((f, i) => { f.order = i; });
  }

  overlapping(begin, end) {
    return this.findings.filter(f => begin === end || f.s === f.e ? f.s <= end && begin <= f.e && !(f.s === end && f.e > end) && !(f.e === begin && f.s < begin)
                                                                 : f.s < end && begin < f.e);
  }

  // What will stand in the file: the decided texts, in order. Of two that overlap the typed one wins.
  edits(wanted = f => f.state === 'accepted' || f.state === 'edited') {
    const out = [];
    for (const f of this.findings) {
      if (!wanted(f) || (!f.new.length && f.to === null)) continue;
      for (const edit of editsOf(f)) {
        const last = out[out.length - 1];
        if (last && edit[0] < last[1]) {
          if (!f.manual) continue;
          out.pop();
        }
        out.push(edit);
      }
    }
    return out;
  }
  after(edits = this.edits()) {
    let out = '', at = 0;
    for (const [s, e, to] of edits) { out += this.text.slice(at, s) + to; at = e; }
    return out + this.text.slice(at);
  }
}

const newText = f => f.to !== null ? f.to : f.new.length ? f.new[Math.min(f.choice, f.new.length - 1)] : null;
// [begin, end, text] of what a finding changes.
const editsOf = f => f.to === null && f.choice === 0 && f.edits ? f.edits : [[f.s, f.e, newText(f)]];
const pairOf = f => f.old + '\u0000' + (f.new.length ? f.new[0] : f.to !== null ? f.to : f.rule);
const isDecided = f => f.state !== 'pending' && f.state !== 'later';

// The difference of two short texts as edits of the first: the middle that differs, cut at its longest common runs.
function differences(a, b) {
  const x = Array.from(a), y = Array.from(b);
  let head = 0, tail = 0;
  while (head < x.length && head < y.length && x[head] === y[head]) ++head;
  while (tail < x.length - head && tail < y.length - head && x[x.length - 1 - tail] === y[y.length - 1 - tail]) ++tail;
  const n = x.length - head - tail, m = y.length - head - tail;
  const unit = x.map(c => c.length), starts = [0];
  for (const u of unit) starts.push(starts[starts.length - 1] + u);
  if (n === 0 && m === 0) return [];
  const whole = [[starts[head], starts[head + n], y.slice(head, head + m).join('')]];
  if (n * m > 1e6 || n === 0 || m === 0) return whole;
  const table = Array.from({length: n + 1}, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; --i) {
    for (let j = m - 1; j >= 0; --j) {
      table[i][j] = x[head + i] === y[head + j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const out = [];
  let i = 0, j = 0, open = null;
  const close = () => { if (open) { out.push([starts[head + open[0]], starts[head + i], y.slice(head + open[1], head + j).join('')]); open = null; } };
  while (i < n || j < m) {
    if (i < n && j < m && x[head + i] === y[head + j]) { close(); ++i; ++j; continue; }
    if (!open) open = [i, j];
    if (j >= m || (i < n && table[i + 1][j] >= table[i][j + 1])) ++i; else ++j;
  }
  close();
  return out;
}

// Sentences of a stretch of text: [begin, end). A line end ends one too.
function sentencesOf(text, begin, end) {
  const out = [];
  const pattern = /[。！？!?…]+[”’」』）》）)]*|\n/g;
  let from = begin;
  pattern.lastIndex = begin;
  for (let m; (m = pattern.exec(text)) && m.index < end;) {
    const to = m[0] === '\n' ? m.index : m.index + m[0].length;
    if (text.slice(from, to).trim()) out.push([from, to]);
    from = m.index + m[0].length;
  }
  if (from < end && text.slice(from, end).trim()) out.push([from, end]);
  return out;
}

// One line of the file of decisions (docs/review.md).
function decisionOf(f) {
  const answers = {accepted: 'accept', rejected: 'reject', edited: 'edit', later: 'later'};
  const d = {v: 1, d: answers[f.state], scope: f.scope || 'here', rule: f.rule};
  if (d.scope !== 'rule-off') {
    d.from = f.old;
    const to = f.state === 'rejected' || f.state === 'later' ? f.new[0] : newText(f);
    if (to !== undefined && to !== null) d.to = to;
    const also = f.state === 'rejected' ? f.new.slice(1) : f.state === 'edited' ? f.new.filter(x => x !== d.to) : [];
    if (also.length) d.also = also;
    if (d.scope !== 'repo') d.file = f.page.file;
    if (d.scope === 'here') {
      d.l = f.l; d.r = f.r;
      if (f.nth > 1) d.nth = f.nth;
      if (f.mk) d.markup = true;
      d.byte_start = f.bs !== undefined ? f.bs : f.page.byteAt(f.s);
      d.byte_end = f.be !== undefined ? f.be : f.page.byteAt(f.e);
    }
  }
  const now = new Date();
  d.at = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  return d;
}

function decisionLines() {
  const out = [], wide = new Set();
  for (const page of data.pages) {
    for (const f of page.findings) {
      if (f.state === 'pending' || f.superseded) continue;
      // A wide answer is one line; what it writes is named place by place, so that nothing but these is written.
      if (f.state === 'rejected' && f.scope !== 'here') {
        const key = f.scope === 'rule-off' ? f.rule : f.scope + pairOf(f) + (f.scope === 'file' ? page.file : '');
        if (wide.has(key)) continue;
        wide.add(key);
        out.push(decisionOf(f));
      } else {
        out.push(decisionOf(f.scope === 'here' ? f : {...f, scope: 'here'}));
      }
    }
  }
  return out.map(d => JSON.stringify(d) + '\n').join('');
}

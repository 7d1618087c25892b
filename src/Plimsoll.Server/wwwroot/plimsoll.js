// Progressive enhancement only: every page works without this file.
(() => {
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const main = $('#main'), body = document.body, passed = () => performance.now();

  // Business time: what the server said last, and what passed here since. The demo moves it.
  let told = +body.dataset.now || Date.now(), toldAt = passed();
  const now = () => told + passed() - toldAt;
  const calm = matchMedia('(prefers-reduced-motion: reduce)'), still = body.hasAttribute('data-still');
  const write = (e, words) => { if (e.textContent !== words) e.textContent = words; };
  const two = n => String(n).padStart(2, '0');
  const clock = s => {
    const h = Math.floor(s / 3600), m = Math.floor(s % 3600 / 60);
    return (h ? h + ':' + two(m) : m) + ':' + two(s % 60);
  };

  // Clocks: data-since counts up, data-due down and on. "Due in 5 min" and "overdue" are said once, nothing else is.
  const states = new Map();
  const duty = (e, left) => {
    const state = left < 0 ? 'overdue' : left <= 300 ? 'due in 5 min' : '';
    const key = e.dataset.name + e.dataset.due, before = states.get(key);
    states.set(key, state);
    if (left < 0) {
      const card = e.closest('.ob') || e.closest('.clock-in');
      card?.classList.remove('is-warn', 'is-run');
      card?.classList.add('is-bad');
    }
    if (before !== undefined && state && state !== before) write($('#said'), e.dataset.name + ': ' + state);
  };
  const tick = () => $$('[data-since],[data-due]').forEach(e => {
    const due = e.dataset.due;
    const s = Math.floor((due ? due - now() : now() - e.dataset.since) / 1000);
    if (!calm.matches && !still) write(e, (due && s < 0 ? '+' : '') + clock(due ? Math.abs(s) : Math.max(0, s)));
    if (due) duty(e, s);
  });

  // One tree becomes like another where they differ; what a person has opened, typed, focused or scrolled stays.
  const changed = f => f.tagName === 'SELECT'
    ? $('[selected]', f) ? [...f.options].some(o => o.selected !== o.defaultSelected) : f.selectedIndex > 0
    : f.type === 'checkbox' || f.type === 'radio' ? f.checked !== f.defaultChecked
    : f.type !== 'hidden' && 'defaultValue' in f && f.value !== f.defaultValue;
  const edited = form => form.contains(document.activeElement) || $('[role=alert]', form)
    || [...form.elements].some(changed);
  const busy = e => e.nodeType === 1 && (e.matches('form') ? edited(e) : $$('form', e).some(edited));
  const keyOf = e => e.nodeType !== 1 ? e.nodeName
    : e.nodeName + (e.getAttribute('id') || e.getAttribute('name') || e.getAttribute('action') || e.getAttribute('href')
      || e.firstElementChild?.id || '');
  const attributes = (old, next) => {
    for (const { name, value } of next.attributes)
      if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes])
      if (name !== 'open' && !next.hasAttribute(name)) old.removeAttribute(name);
  };
  const become = (old, next) => {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== 1) { if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue; return; }
    // A form that somebody fills stays as it was read; the server says if it no longer holds. Command ids stay: a
    // second click is the same command.
    if (old.matches('[data-follow],[name=commandId],[name=formKey]') || (old.matches('form') && edited(old))) return;
    attributes(old, next);
    if (!old.matches('[data-log]')) children(old, next);
  };
  const children = (old, next) => {
    const spare = new Map();
    for (const child of old.childNodes) {
      const key = keyOf(child);
      spare.has(key) ? spare.get(key).push(child) : spare.set(key, [child]);
    }
    const wanted = [...next.childNodes].map(child => [spare.get(keyOf(child))?.shift(), child]);
    for (const left of spare.values()) left.filter(child => !busy(child)).forEach(child => child.remove());
    let at = old.firstChild;
    for (const [found, child] of wanted) {
      while (at && at !== found && busy(at) && !wanted.some(w => w[0] === at)) at = at.nextSibling;
      if (found === at && at) at = at.nextSibling;
      else old.insertBefore(found || document.importNode(child, true), at);
      if (found) become(found, child);
    }
  };

  // Nothing moves under the pointer: not while it is pressed, and what it is over stays where it is.
  let pressed = false, kept;
  const release = () => setTimeout(() => { pressed = false; if (kept) show(kept); });
  addEventListener('pointerdown', () => { pressed = true; });
  ['pointerup', 'pointercancel', 'blur'].forEach(e => addEventListener(e, release));
  const anchor = () => {
    const over = $$(':hover').at(-1)?.closest('a,button,summary,label,input,select,textarea');
    const read = scrollY > 0 && document.elementFromPoint(innerWidth / 2, innerHeight / 3);
    return [over, document.activeElement, read].find(e => e && e !== main && main.contains(e));
  };
  const show = page => {
    kept = pressed ? page : null;
    if (kept) return;
    const fixed = anchor(), top = fixed?.getBoundingClientRect().top;
    for (const part of ['.side', 'main', '.tabs-bottom'])
      if ($(part) && $(part, page)) become($(part), $(part, page));
    document.title = page.title;
    if (fixed?.isConnected) scrollBy({ top: fixed.getBoundingClientRect().top - top, behavior: 'instant' });
    tick();
    openLog();
    if (main.dataset.live !== followed) connect();
  };

  // The page asks for itself again when something it is about moved, and every 15 s for what only ages.
  const again = 15000;
  let asking = false, moved = false, asked = passed();
  const refresh = async () => {
    moved = true;
    if (asking || document.hidden) return;
    [asking, moved, asked] = [true, false, passed()];
    try {
      // The answer to a form stands at an address that only takes forms; the page says its own.
      const answer = await fetch(main.dataset.page || location.href,
        { headers: { 'Plimsoll-Fragment': 'main', Accept: 'text/html' } });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch { /* The stream notices that the server is away, and says so. */ }
    asking = false;
    if (moved) setTimeout(refresh, 200);
  };

  // News come as server-sent events. A hidden page hears none: a browser has few connections to one server.
  const silence = 10000;
  let source, followed, last = main?.dataset.at, heard = passed(), tries = 0, retry, lost = false;
  const hear = (name, act) => source.addEventListener(name, e => {
    [heard, last, tries] = [passed(), e.lastEventId || last, 0];
    if (lost) { lost = false; $('#lost').hidden = true; refresh(); }
    act(e.data);
  });
  const connect = () => {
    source?.close();
    clearTimeout(retry);
    followed = main?.dataset.live;
    if (!followed || document.hidden) return;
    const query = new URLSearchParams(followed.split(' ').map(name => ['about', name]));
    query.set('after', last);
    source = new EventSource(body.dataset.home + 'events?' + query);
    hear('beat', at => {
      const jump = Math.abs(at - now()) > 2000;
      [told, toldAt] = [+at, passed()];
      if (jump) refresh();
    });
    hear('moved', refresh);
    hear('reload', refresh);
    source.onerror = () => {
      source.close();
      clearTimeout(retry);
      retry = setTimeout(connect, Math.min(30000, 1000 * 2 ** tries++) * (.75 + Math.random() / 2));
    };
  };
  const watch = () => {
    tick();
    if (!followed || document.hidden) return;
    if (!lost && passed() - heard > silence) {
      lost = true;
      $('#lost').hidden = false;
      const since = new Date(now() - (passed() - heard)).toISOString().slice(11, 19);
      write($('#lost'),
        'No news from Plimsoll since ' + since + ' UTC. What you see may be old; this page keeps trying.');
    }
    if (!lost && passed() - asked > again) refresh();
  };
  const wake = () => {
    if (document.hidden) { source?.close(); closeLog(); return; }
    heard = passed();
    connect();
    openLog();
    if (followed) refresh();
  };

  // Log: lines as they are written, 2,000 of them; follow the tail until the reader scrolls up.
  const most = 2000;
  let log, lines, cursor, following = true, scrolled = 0;
  const follow = on => {
    const button = $('[data-follow]');
    following = on;
    button.setAttribute('aria-pressed', String(on));
    button.lastChild.textContent = on ? 'Following' : 'Follow';
    if (on) log.scrollTop = log.scrollHeight;
    scrolled = log.scrollTop;
  };
  const line = ([time, place, text, kind]) => {
    const item = document.createElement('li');
    if (kind) item.className = kind;
    for (const [tag, words] of [['time', time], ['i', place], ['span', text]])
      item.appendChild(document.createElement(tag)).textContent = words;
    return item;
  };
  const addLines = found => {
    log.append(...found.map(line));
    const before = log.scrollHeight;
    while (log.childElementCount > most) log.firstElementChild.remove();
    log.scrollTop = following ? log.scrollHeight : log.scrollTop - (before - log.scrollHeight);
    scrolled = log.scrollTop;
  };
  const closeLog = () => { lines?.close(); lines = null; };
  const openLog = () => {
    const found = $('[data-log]');
    if (found && found !== log) {
      log = found;
      const button = $('[data-follow]');
      button.hidden = false;
      button.onclick = () => follow(button.getAttribute('aria-pressed') !== 'true');
      log.onscroll = () => {
        if (log.scrollTop < scrolled - 1) follow(false);
        else if (!following && log.scrollHeight - log.scrollTop - log.clientHeight < 4) follow(true);
        scrolled = log.scrollTop;
      };
      follow(true);
    }
    if (!log?.dataset.lines || !main.dataset.live || lines || document.hidden) return;
    const from = new URL(log.dataset.lines, location);
    if (cursor) from.searchParams.set('after', cursor);
    lines = new EventSource(from);
    lines.addEventListener('lines', e => { cursor = e.lastEventId; addLines(JSON.parse(e.data)); });
    lines.addEventListener('end', () => { closeLog(); refresh(); });
    lines.onerror = () => { if (lines?.readyState === 2) setTimeout(closeLog, 3000); };
  };

  // The whole log: more lines come when its end is near, up to 10,000; then their link is a link.
  const more = $('[data-more]');
  let adding;
  const near = async () => {
    const whole = $('.log');
    if (adding || more.getBoundingClientRect().top > 2 * innerHeight || whole.childElementCount > 9999) return;
    adding = true;
    const next = new DOMParser().parseFromString(await (await fetch(more.href)).text(), 'text/html');
    whole.append(...$$('.log li', next));
    more.href = $('[data-more]', next)?.href || '';
    adding = !$('[data-more]', next);
    more.hidden = adding;
  };
  if (more) addEventListener('scroll', near);

  // Palette: without script the link leads to #palette, and the style shows it.
  const palette = $('#palette'), find = $('#find');
  const openPalette = () => {
    if (!palette || palette.open) return;
    find.hidden = false;
    find.value = '';
    find.oninput();
    palette.showModal();
    find.focus();
  };
  const places = () => $$('a', palette).filter(a => !a.closest('[hidden]') && !a.matches('[data-close]'));
  if (palette) {
    find.oninput = () => $$('li', palette).forEach(li => {
      li.hidden = !li.textContent.toLowerCase().includes(find.value.trim().toLowerCase());
    });
    palette.onclick = e => { if (e.target === palette || e.target.closest('a')) palette.close(); };
    palette.onkeydown = e => {
      const all = places(), i = all.indexOf(document.activeElement);
      const to = e.key === 'ArrowDown' ? i + 1 : e.key === 'ArrowUp' ? (i < 0 ? -1 : i - 1 + all.length) : NaN;
      if (e.key === 'Enter' && document.activeElement === find)
        all[0] ? all[0].click() : location.href = body.dataset.home + '?find=' + encodeURIComponent(find.value) + '#matrix';
      else if (to === to) all.at(to % all.length)?.focus();
      else return;
      e.preventDefault();
    };
  }
  addEventListener('click', e => {
    if (e.target.closest?.('[data-palette]')) { e.preventDefault(); openPalette(); }
  });

  // Keys: "g" then the letter of a page (data-key), "/" and Ctrl K the palette, "?" the list, a digit a choice. Never
  // while typing; the About page turns single keys off.
  let g = -9999;
  addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && e.key === 'k') { e.preventDefault(); openPalette(); return; }
    if (body.dataset.keys === 'off' || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest('input,textarea,select,dialog')) return;
    const jump = passed() - g < 900 && $(`[data-key="${CSS.escape(e.key)}"]`);
    if (jump) location.href = jump.href;
    else if (e.key === 'g') g = passed();
    else if (e.key === '/') { e.preventDefault(); openPalette(); }
    else if (e.key === '?') location.href = body.dataset.home + 'about#keys';
    else if (/^[1-9]$/.test(e.key)) $$('.choice')[e.key - 1]?.focus();
  });

  document.addEventListener('visibilitychange', wake);
  addEventListener('pagehide', () => { source?.close(); closeLog(); });
  addEventListener('pageshow', e => { if (e.persisted) wake(); });
  setInterval(watch, 1000);
  tick();
  openLog();
  connect();
})();

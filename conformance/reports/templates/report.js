"use strict";
// The report's page. The table is there already: this script filters it, moves in it, opens its
// cells, and keeps the address in step, so that an address shows again what was seen.
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const form = one(".filters"), table = one(".grid"), dialog = one("dialog");
  const boxes = all("[name=subject]", form);
  const subjects = boxes.map((box) => box.value);
  const bodies = all("tbody[data-area]", table);
  const rows = all("tr[data-name]", table).map((row) => ({
    row,
    name: row.dataset.name,
    area: row.parentNode.dataset.area,
    words: `${row.dataset.name} ${one(".question", row).textContent}`.toLowerCase(),
  }));
  const byName = new Map(rows.map((entry) => [entry.name, entry]));
  const ALARMS = ".differs, .unspecified, .hung, .crashed";
  const title = document.title;

  // An element with attributes and children; text is never read as markup.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  // --- The address: #cell=receive.end,foment&q=…&area=receive&subjects=…&differences&open=receive,send

  const encode = (text) =>
    encodeURIComponent(text).replace(/%(2C|3A|40|2F)/g, (escape) => decodeURIComponent(escape));

  function address(view) {
    const words = Object.entries(view)
      .filter(([, value]) => value)
      .map(([name, value]) => (value === true ? name : `${name}=${encode(value)}`));
    return `#${words.join("&")}`;
  }

  function readAddress() {
    const words = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    return {
      cell: words.get("cell") ?? "",
      q: words.get("q") ?? "",
      area: words.get("area") ?? "",
      subjects: words.get("subjects") ?? "",
      differences: words.has("differences"),
      open: words.get("open") ?? "",
    };
  }

  const addressOf = (behaviour, subject) => address({ ...view, cell: `${behaviour},${subject}` });

  let view = readAddress();

  function go(changes, keepEntry) {
    view = { ...view, ...changes };
    const there = address(view);
    if (there !== (location.hash || "#")) {
      history[keepEntry ? "replaceState" : "pushState"](null, "", there);
    }
    show();
  }

  addEventListener("popstate", () => {
    view = readAddress();
    show();
  });

  // --- Filters

  const chosen = () => view.subjects.split(",").filter((name) => subjects.includes(name));
  const areas = bodies.map((body) => body.dataset.area);
  const atFirst = form.open.checked ? areas : [];

  // Which areas are unfolded: those that the address names; else all, where something is looked for.
  function openAreas() {
    if (view.open === "all") return areas;
    if (view.open) return view.open.split(",");
    return view.q || view.area || view.differences ? areas : atFirst;
  }

  // What has been shown last of each part of the view, so that only what changes is touched.
  const last = { subjects: "", found: JSON.stringify(["", "", false, ""]) };

  function filter() {
    if (form.q.value.trim() !== view.q) form.q.value = view.q;
    form.area.value = view.area;
    form.differences.checked = view.differences;
    const picked = chosen().length ? chosen() : subjects;
    for (const box of boxes) box.checked = picked.includes(box.value);
    if (last.subjects !== view.subjects) {
      last.subjects = view.subjects;
      for (const row of all("tr", table).filter((row) => row.cells.length > 1)) {
        subjects.forEach((name, index) => (row.cells[index + 1].hidden = !picked.includes(name)));
      }
    }
    const found = JSON.stringify([view.q, view.area, view.differences, view.subjects]);
    if (last.found !== found) {
      last.found = found;
      find(picked);
    }
    const open = openAreas();
    for (const body of bodies) {
      const isOpen = open.includes(body.dataset.area);
      body.classList.toggle("folded", !isOpen);
      one("button", body).setAttribute("aria-expanded", String(isOpen));
    }
    form.open.checked = open.length === areas.length;
    makeReachable();
  }

  function find(picked) {
    const columns = picked.map((name) => subjects.indexOf(name) + 1);
    const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of rows) {
      const visible =
        (!view.area || entry.area === view.area) &&
        words.every((word) => entry.words.includes(word)) &&
        (!view.differences ||
          columns.some((column) => one(ALARMS, entry.row.cells[column]) !== null));
      entry.row.hidden = !visible;
      shown += visible;
    }
    for (const body of bodies) body.hidden = !one("tr[data-name]:not([hidden])", body);
    for (const heading of all(".heading", table)) {
      let body = heading.nextElementSibling;
      while (body?.hidden) body = body.nextElementSibling;
      heading.hidden = !body?.dataset.area;
    }
    one(".nothing").hidden = shown > 0;
    form.shown.value = shown === rows.length ? "" : `${shown} of ${rows.length} behaviours`;
  }

  form.addEventListener("input", (event) => {
    if (event.target === form.open) {
      go({ open: form.open.checked ? "all" : "none" }, true);
      return;
    }
    const picked = boxes.filter((box) => box.checked).map((box) => box.value);
    const changes = {
      q: form.q.value.trim(),
      area: form.area.value,
      subjects: picked.length && picked.length < boxes.length ? picked.join(",") : "",
      differences: form.differences.checked,
      open: "",
    };
    go(changes, true);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go({ q: "", area: "", subjects: "", differences: false, open: "" }, true);
  });

  function fold(body) {
    const area = body.dataset.area, open = openAreas().filter((name) => areas.includes(name));
    const now = open.includes(area) ? open.filter((name) => name !== area) : [...open, area];
    go({ open: now.length === areas.length ? "all" : now.join(",") || "none" }, true);
  }

  // --- Moving in the grid: one of its buttons is in the tab order, the arrows go to the others

  let reachable = null;

  function makeReachable(button = null) {
    const isShown = (element) => element !== null && element.offsetParent !== null;
    const wanted = button ?? (isShown(reachable) ? reachable : firstShown());
    if (reachable) reachable.tabIndex = -1;
    reachable = wanted;
    if (reachable) reachable.tabIndex = 0;
  }

  const firstShown = () =>
    all("tbody button", table).find((button) => button.offsetParent !== null) ?? null;

  function neighbour(button, key, far) {
    const cell = button.closest("th, td"), row = cell.parentNode;
    const within = (where) =>
      [...where.cells].map((found) => one("button", found)).filter((found) => found?.offsetParent);
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key) && !(far && key !== "ArrowLeft")) {
      const line = within(row), at = line.indexOf(button);
      if (key === "Home") return line[0];
      if (key === "End") return line.at(-1);
      return line[at + (key === "ArrowRight" ? 1 : -1)] ?? null;
    }
    // Up and down in one column; an area's button is in the column of names.
    const column = bodies
      .flatMap((body) => [...body.rows])
      .map((found) => one("button", found.cells[cell.cellIndex]))
      .filter((found) => found === button || found?.offsetParent);
    const at = column.indexOf(button), last = column.length - 1;
    const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -15, PageDown: 15, Home: -last, End: last };
    return column[Math.min(Math.max(at + steps[key], 0), last)];
  }

  const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];

  table.addEventListener("keydown", (event) => {
    const button = event.target.closest("tbody button");
    if (!button || !KEYS.includes(event.key) || event.altKey || event.metaKey) return;
    event.preventDefault();
    const found = neighbour(button, event.key, event.ctrlKey);
    if (!found) return;
    makeReachable(found);
    found.focus({ preventScroll: true });
    reveal(found);
  });

  // What sticks to the top and to the left would hide a cell that is only just in view.
  function reveal(button) {
    const frame = one(".frame"), head = one("thead", table).offsetHeight + 40;
    const inFrame = getComputedStyle(frame).overflowY === "auto";
    const place = button.getBoundingClientRect();
    const around = inFrame
      ? frame.getBoundingClientRect()
      : { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
    const scroller = inFrame ? frame : document.scrollingElement;
    const names = one("tbody[data-area] th", table).offsetWidth;
    if (place.top < around.top + head) scroller.scrollTop -= around.top + head - place.top;
    else if (place.bottom > around.bottom - 8) scroller.scrollTop += place.bottom - around.bottom + 8;
    if (place.left < around.left + names) scroller.scrollLeft -= around.left + names - place.left;
    else if (place.right > around.right - 8) scroller.scrollLeft += place.right - around.right + 8;
  }

  table.addEventListener("focusin", (event) => {
    const button = event.target.closest("tbody button");
    if (button) makeReachable(button);
  });

  table.addEventListener("click", (event) => {
    const button = event.target.closest("tbody button");
    if (!button) return;
    const row = button.closest("tr");
    if (!row.dataset.name) fold(row.parentNode);
    else go({ cell: `${row.dataset.name},${subjects[button.parentNode.cellIndex - 1]}` });
  });

  table.addEventListener("pointerover", (event) => {
    const button = event.target.closest("button[aria-label]");
    if (button) button.title = button.getAttribute("aria-label");
  });

  // --- A cell, opened

  let unpacked = null;

  function details() {
    unpacked ??= (async () => {
      const packed = Uint8Array.from(atob(one("#details").textContent), (c) => c.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new Response(stream).json();
    })();
    return unpacked;
  }

  const buttonOf = (behaviour, subject) => {
    const cell = byName.get(behaviour)?.row.cells[subjects.indexOf(subject) + 1];
    return subjects.includes(subject) && cell ? one("button", cell) : null;
  };
  const stateOf = (button) => button.classList[1];
  const sign = (state) => make("span", { class: `sign ${state}`, "aria-hidden": "true" });

  async function open(behaviour, subject) {
    const button = buttonOf(behaviour, subject);
    const body = one(".body", dialog);
    all(".at", table).forEach((other) => other.classList.remove("at"));
    if (!button) {
      close();
      return;
    }
    button.classList.add("at");
    makeReachable(button);
    one("h2", dialog).replaceChildren(behaviour);
    document.title = `${behaviour}, ${subject}: ${title}`;
    const shown = rows.filter((entry) => !entry.row.hidden && buttonOf(entry.name, subject));
    const at = shown.findIndex((entry) => entry.name === behaviour);
    for (const [selector, step] of [[".previous", -1], [".next", 1]]) {
      const target = at < 0 ? undefined : shown[at + step];
      one(selector, dialog).disabled = !target;
      one(selector, dialog).onclick = () => go({ cell: `${target.name},${subject}` }, true);
    }
    if (!dialog.open) {
      dialog.showModal();
      one("h2", dialog).focus();
    }
    let content;
    try {
      content = cell(await details(), behaviour, subject, button);
    } catch (error) {
      content = [make("p", {}, `This browser cannot unpack what the cells hold: ${error.message}`)];
    }
    if (view.cell === `${behaviour},${subject}`) {
      body.replaceChildren(...content);
      dialog.scrollTop = 0;
    }
  }

  function close() {
    document.title = title;
    all(".at", table).forEach((other) => other.classList.remove("at"));
    if (!dialog.open) return;
    dialog.close();
    if (reachable?.offsetParent) {
      reachable.focus({ preventScroll: true });
      reveal(reachable);
    }
  }

  function cell(data, behaviour, subject, button) {
    const found = data.cells[behaviour][subject], about = data.subjects[subject];
    const state = stateOf(button), [words, meaning] = data.states[state];
    return [
      make("p", { class: "question" }, one(".question", byName.get(behaviour).row).textContent),
      others(behaviour, subject),
      make("div", { class: `verdict ${state}` }, sign(state),
        make("p", {}, make("b", {}, `${subject}: ${words}. `), sentence(found.reason || meaning)),
      ),
      found.divergence && make("div", { class: "verdict" },
        make("p", {}, make("b", {}, "Known. "), `${found.divergence[1]} `, quiet(found.divergence[0])),
      ),
      ...(state === "cannot-say" ? [] : expected(data, found)),
      ...observed(found),
      ...programs(data, found, subject),
      ...transcript(found),
      make("h3", {}, "Version, place and time"),
      make("p", {}, `${about.version}; ${about.asked} `, quiet(`with ${about.with}`)),
      make("p", {}, make("a", { href: addressOf(behaviour, subject) }, "A link to this cell")),
    ].filter(Boolean);
  }

  const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
  const quiet = (text) => make("span", { class: "quiet" }, text);

  function others(behaviour, subject) {
    const list = make("ul", { class: "others", "aria-label": "The same, asked of others" });
    for (const name of subjects) {
      const button = buttonOf(behaviour, name);
      if (!button) continue;
      const label = button.getAttribute("aria-label").split(": ").at(-1);
      const link = make("a", { href: addressOf(behaviour, name), "aria-label": `${name}: ${label}` },
        sign(stateOf(button)), name);
      if (name === subject) link.setAttribute("aria-current", "true");
      list.append(make("li", {}, link));
    }
    return list;
  }

  function expected(data, found) {
    const list = make("ul", { class: "requirements" });
    for (const requirement of found.requirements) {
      const name = requirement.document, where = data.documents[name];
      const link = where ? make("a", { href: where, rel: "noreferrer" }, name) : name;
      list.append(make("li", {}, `${requirement.words} `,
        make("span", { class: "quiet" }, "(", link, `, ${requirement.section})`)));
    }
    const citation = found.citation ? `${found.citation}. ` : "";
    return [
      make("h3", {}, "Expected"),
      found.requirements.length ? list : null,
      make("p", {}, citation, quiet(found.basis)),
    ];
  }

  function observed(found) {
    if (!found.observed.length) return [];
    const withOurs = found.observed.some((line) => "ours" in line);
    const heads = ["", "expected", "observed", ...(withOurs ? ["ours"] : [])];
    const body = make("tbody");
    for (const line of found.observed) {
      const mark = line.expected ? sign(line.met ? "met" : "differs") : null;
      body.append(make("tr", {},
        make("th", { scope: "row" }, line.label),
        make("td", { "data-head": heads[1] }, line.expected || quiet("anything")),
        make("td", { "data-head": heads[2] }, ...(mark ? [mark] : []),
          line.observed || quiet("nothing"),
          line.native ? make("span", { class: "native" }, line.native) : ""),
        withOurs ? make("td", { "data-head": heads[3] }, line.ours || quiet("nothing")) : null,
      ));
    }
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text || quiet("label"))));
    return [make("h3", {}, "Observed"), make("table", { class: "observed" }, make("thead", {}, head), body)];
  }

  function programs(data, found, subject) {
    const real = subject.startsWith("real:");
    const sides = [["scheme", "Scheme", real], ["python", "Python", !real]]
      .filter(([language]) => found.programs[language])
      .map(([language, title, ran]) => {
        const parts = found.programs[language].map((key) => data.texts[key]);
        const script = make("pre", { tabindex: "0", "aria-label": `The program in ${title}` });
        // Coloured when the page was made, where all text was escaped.
        script.innerHTML = parts.slice(1).join("");
        const prelude = make("pre", { tabindex: "0", "aria-label": `How the program in ${title} begins` });
        prelude.innerHTML = parts[0];
        return make("section", {},
          make("h4", {}, title, quiet(ran ? ", as it ran" : ", to be read beside it")),
          prelude.textContent.trim()
            ? make("details", {}, make("summary", {}, "how every program begins"), prelude)
            : null,
          script);
      });
    return sides.length
      ? [make("h3", {}, "Program"), make("div", { class: "programs" }, ...sides)]
      : [];
  }

  function transcript(found) {
    if (!found.programs.scheme && !found.programs.python) return [];
    if (!found.transcript.length) {
      return [make("h3", {}, "Transcript"), make("p", {}, quiet("A recording keeps what was observed, not every line."))];
    }
    const lines = make("pre", { class: "transcript", tabindex: "0", "aria-label": "Transcript" });
    for (const line of found.transcript) {
      const kind = line.startsWith("<") ? "told" : line.startsWith("peer ") ? "peer" : "said";
      lines.append(make("span", { class: kind }, `${line}\n`));
    }
    return [make("h3", {}, "Transcript"), lines];
  }

  one(".close", dialog).addEventListener("click", () => go({ cell: "" }));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    go({ cell: "" });
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) go({ cell: "" }); // beside it, on the backdrop
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    view = readAddress();
    show();
  });

  // --- The smallest program of a kind of difference

  async function copy(button) {
    const { behaviour, subject } = button.dataset;
    const data = await details();
    const text = document.createElement("template");
    text.innerHTML = (data.cells[behaviour][subject].programs.scheme ?? [])
      .map((key) => data.texts[key])
      .join("");
    try {
      await navigator.clipboard.writeText(text.content.textContent);
      button.textContent = "Copied";
      button.ariaLabel = `Copied: ${behaviour}`;
    } catch {
      go({ cell: `${behaviour},${subject}` }); // where it can be read
    }
  }

  for (const button of all(".kinds button")) button.addEventListener("click", () => copy(button));

  // --- Both

  function show() {
    const [behaviour, subject] = view.cell.split(",");
    const area = byName.get(behaviour)?.area;
    if (area && !openAreas().includes(area)) {
      view.open = [...openAreas(), area].join(",").replace(/^none,/, "");
    }
    filter();
    if (subject) open(behaviour, subject);
    else close();
  }

  show();
  const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 200));
  idle(() => details().catch(() => {}));
})();

// The timetable: month, week, or rooms as rows. What it is told stands in templates/_macros/calendar.html.
// Names of months and days come from the server, since browsers often know none in Khmer.

const VIEWS = { month: "dayGridMonth", week: "timeGridWeek", rooms: "resourceTimelineWeek", list: "listMonth" };
const PHONE = "(max-width: 40rem)";
const NOON = 12;

const two = (number) => String(number).padStart(2, "0");
const isoDay = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const halfOf = (date) => (date.getHours() < NOON ? "morning" : "afternoon");

// The library is no module: it is put on the page once, and leaves its name behind.
function library() {
  return new Promise((known, failed) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/event-calendar/event-calendar.min.js", import.meta.url).href;
    script.addEventListener("load", () => known(globalThis.EventCalendar));
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}

// The library calls its boxes a table without building one. Untrue roles are worse than none: read in their order, the
// heading of each day and its sessions say the same.
const UNTRUE = ["table", "rowgroup", "row", "rowheader", "columnheader", "cell", "list", "listitem"].map((role) => `[role="${role}"]`);
const COUNTED = ["aria-colindex", "aria-rowindex", "aria-colspan", "aria-rowspan", "aria-colcount", "aria-rowcount"];

function plainRoles(body) {
  const wrong = [...UNTRUE, ...COUNTED.map((name) => `[${name}]`)].join();
  const mend = () => {
    for (const box of body.querySelectorAll(wrong)) for (const name of ["role", ...COUNTED]) box.removeAttribute(name);
    for (const day of body.querySelectorAll("h4:not([aria-level])")) day.setAttribute("aria-level", "3");
  };
  new MutationObserver(mend).observe(body, { childList: true, subtree: true, attributeFilter: ["role", ...COUNTED] });
  mend();
}

class Timetable {
  constructor(place) {
    this.place = place;
    this.words = JSON.parse(place.dataset.words);
    this.message = place.querySelector("[data-calendar-message]");
    this.narrow = window.matchMedia(PHONE).matches;
    this.asked = "";
    this.answers = new Map();
  }

  async start(EventCalendar) {
    const { place } = this;
    const rows = place.dataset.resources ? await this.fetchJson(place.dataset.resources) : [];
    const body = place.querySelector("[data-calendar-body]");
    body.replaceChildren();
    this.calendar = EventCalendar.create(body, this.options(rows));
    plainRoles(body);
  }

  options(resources) {
    const { words, place } = this;
    const wide = place.dataset.resources ? ["month", "week", "rooms"] : ["month", "week"];
    const views = this.narrow ? [] : wide;
    return {
      view: this.view(),
      date: place.dataset.day ? new Date(`${place.dataset.day}T00:00`) : new Date(),
      firstDay: 1,
      headerToolbar: { start: "prev,today,next", center: "title", end: views.map((view) => VIEWS[view]).join(",") },
      buttonText: (text) => ({
        ...text,
        today: words.today,
        dayGridMonth: words.month,
        timeGridWeek: words.week,
        resourceTimelineWeek: words.rooms,
      }),
      resources,
      eventStartEditable: Boolean(place.dataset.move) && !this.narrow,
      eventDurationEditable: false,
      lazyFetching: false,
      eventSources: [{ events: (asked) => this.events(asked) }],
      titleFormat: (start, end) => this.title(start, end),
      dayHeaderFormat: (date) => this.dayHeading(date),
      dayHeaderAriaLabelFormat: (date) => this.spokenDay(date),
      listDayFormat: (date) => this.spokenDay(date),
      listDaySideFormat: () => "",
      eventTimeFormat: (start) => `${two(start.getHours())}:${two(start.getMinutes())}`,
      slotLabelFormat: (date) => (this.isRooms() ? words[halfOf(date)] : `${two(date.getHours())}:00`),
      noEventsContent: words.nothing,
      eventContent: (info) => ({ domNodes: this.block(info) }),
      eventClassNames: (info) => [`tone-${info.event.extendedProps.tone ?? "called"}`],
      eventDragStart: (info) => this.dragBegins(info),
      eventDragStop: () => this.dragEnds(),
      eventDrop: (info) => this.dropped(info),
      slotMinTime: "07:00",
      slotMaxTime: "18:00",
      slotDuration: "00:30",
      slotLabelInterval: "01:00",
      allDayContent: words.allDay,
      height: "auto",
      views: {
        resourceTimelineWeek: {
          slotMinTime: "00:00",
          slotMaxTime: "24:00",
          slotDuration: "12:00",
          slotLabelInterval: "12:00",
          slotWidth: 60,
        },
      },
    };
  }

  view() {
    const first = this.narrow ? VIEWS.list : (VIEWS[this.place.dataset.view] ?? VIEWS.month);
    return this.calendar?.getView().type ?? first;
  }

  isRooms() {
    return this.view() === VIEWS.rooms;
  }

  // -- words ------------------------------------------------------------------------------------------------

  title(start, end) {
    const month = (date) => `${this.words.months[date.getMonth()]} ${date.getFullYear()}`;
    if ([VIEWS.month, VIEWS.list].includes(this.view())) return month(start);
    const first = start.getMonth() === end.getMonth() ? start.getDate() : `${start.getDate()} ${month(start)}`;
    return `${first} – ${end.getDate()} ${month(end)}`;
  }

  dayHeading(date) {
    const day = this.words.shortDays[date.getDay()];
    return this.view() === VIEWS.month ? day : `${day} ${date.getDate()}`;
  }

  spokenDay(date) {
    const day = this.words.days[date.getDay()];
    return this.view() === VIEWS.month ? day : `${day} ${date.getDate()} ${this.words.months[date.getMonth()]}`;
  }

  block({ event, timeText }) {
    const { seats } = event.extendedProps;
    const name = document.createElement(event.extendedProps.url ? "a" : "span");
    name.className = "event__title";
    name.textContent = event.title;
    if (event.extendedProps.url) {
      name.href = event.extendedProps.url;
      name.draggable = false;
    }
    if (event.display === "background") return [name];
    const line = document.createElement("span");
    line.className = "event__seats";
    line.textContent = [this.isRooms() ? "" : timeText, seats ?? "", event.extendedProps.clash ?? ""].filter(Boolean).join(" · ");
    return line.textContent ? [name, line] : [name];
  }

  // -- what the server tells --------------------------------------------------------------------------------

  async fetchJson(url) {
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : [];
    } catch {
      this.say(this.words.noConnection, "bad");
      return [];
    }
  }

  async events({ start, end }) {
    const url = new URL(this.place.dataset.url, window.location.href);
    url.searchParams.set("start", isoDay(start));
    url.searchParams.set("end", isoDay(end));
    return (await this.fetchJson(url)).map((event) => this.drawn(event));
  }

  // Among the rooms a session fills its half-day; elsewhere it stands at its hours.
  drawn({ url, tone, seats, clash, ...event }) {
    const known = { ...event, extendedProps: { url, tone: clash ? "clash" : tone, seats, clash, half: event.half } };
    if (!this.isRooms() || event.display === "background") return known;
    const day = event.start.slice(0, 10);
    return halfOf(new Date(event.start)) === "morning"
      ? { ...known, start: `${day}T00:00`, end: `${day}T12:00` }
      : { ...known, start: `${day}T12:00`, end: `${day}T23:59` };
  }

  // -- moving ------------------------------------------------------------------------------------------------

  wanted(event, date, resource) {
    const asked = new URLSearchParams({ id: event.id, day: isoDay(date), half: halfOf(date) });
    if (resource) asked.set("resource", resource.id);
    return asked;
  }

  async post(asked) {
    try {
      const answer = await fetch(this.place.dataset.move, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": this.place.dataset.token },
        body: asked,
      });
      const body = await answer.json().catch(() => ({}));
      return { moved: answer.ok && !body.clash, words: body.clash ?? body.words ?? body.title ?? "", url: body.url };
    } catch {
      return { moved: false, words: this.words.noConnection };
    }
  }

  // Before the drop: ask once for each half-day under the pointer, turn the block red and say why.
  dragBegins({ event }) {
    this.answers.clear();
    this.follow = (pointer) => this.ask(event, pointer);
    document.addEventListener("pointermove", this.follow);
  }

  dragEnds() {
    document.removeEventListener("pointermove", this.follow);
    this.place.classList.remove("calendar--clash");
    this.asked = "";
  }

  async ask(event, pointer) {
    const under = this.calendar.dateFromPoint(pointer.clientX, pointer.clientY);
    if (!under) return;
    const date = new Date(under.date);
    if (under.allDay) date.setHours(event.start.getHours());
    const asked = this.wanted(event, date, under.resource);
    const key = asked.toString();
    if (key === this.asked) return;
    this.asked = key;
    asked.set("ask", "1");
    if (!this.answers.has(key)) this.answers.set(key, this.post(asked));
    const answer = await this.answers.get(key);
    if (key !== this.asked) return;
    this.place.classList.toggle("calendar--clash", !answer.moved);
    this.say(answer.moved ? "" : answer.words, "bad");
  }

  async dropped({ event, newResource, revert }) {
    const answer = await this.post(this.wanted(event, event.start, newResource ?? this.rowOf(event)));
    if (!answer.moved) {
      revert();
      this.say([this.words.notMoved, answer.words].filter(Boolean).join(" "), "bad");
      return;
    }
    if (answer.url) {
      window.location.assign(answer.url); // the page that asks for the reason
      return;
    }
    this.say(answer.words || this.words.moved, "good");
    this.calendar.refetchEvents();
  }

  rowOf(event) {
    return event.resourceIds?.length ? { id: event.resourceIds[0] } : null;
  }

  say(words, tone) {
    this.message.textContent = words;
    this.message.classList.toggle("calendar__message--bad", tone === "bad");
  }
}

const places = [...document.querySelectorAll("[data-calendar]")];
if (places.length) {
  const EventCalendar = await library();
  for (const place of places) new Timetable(place).start(EventCalendar);
}

// A running job tells how far it is. Without a script the page itself is asked for again.
//   <div data-job="/jobs/7.json">
//     <progress max="100" value="0"></progress> <p data-job-words></p>
//   </div>
// The JSON: {state: "queued|running|done|failed", done, total, words, url}. When it has ended, the page is loaded
// again, or `url` if there is one. Several jobs may stand on one page.

const PAUSE = 1000;
const LONGEST = 15000;

async function ask(place, pause) {
  let job = null;
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" } });
    if (answer.ok) job = await answer.json();
  } catch {
    // no connection for a moment: ask again, more slowly
  }
  if (!job) return later(place, Math.min(pause * 2, LONGEST));
  show(place, job);
  if (job.state === "queued" || job.state === "running") return later(place, PAUSE);
  if (job.url) window.location.assign(job.url);
  else window.location.reload();
}

function show(place, job) {
  const bar = place.querySelector("progress");
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  } else {
    bar.removeAttribute("value");
  }
  const words = place.querySelector("[data-job-words]");
  if (words && job.words && words.textContent !== job.words) words.textContent = job.words;
}

function later(place, pause) {
  window.setTimeout(() => ask(place, pause), pause);
}

for (const place of document.querySelectorAll("[data-job]")) later(place, PAUSE);

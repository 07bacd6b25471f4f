const token = document.querySelector('meta[name="page-token"]').content;

/** Asks the fakes for something; null when it was done, else why not. */
export async function act(route, body) {
  try {
    const response = await fetch(route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-page-token': token },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) return answer.error.message;
    return answer.done ? null : answer.why;
  } catch {
    return 'The fakes do not answer: the run is over.';
  }
}

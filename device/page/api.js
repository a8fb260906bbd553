// The server behind the page: turns as JSON, and nothing else. What a turn holds is device/visit.py's to say.

/** What the server refused, or why it wasn't reached. The message is for whoever looks at the page. */
export class ApiError extends Error {
  constructor(message, { forgotten = false } = {}) {
    super(message);
    /** Whether the server no longer knows this conversation. */
    this.forgotten = forgotten;
  }
}

export class Api {
  #visit = "";

  /** The locales that there are speakers for. */
  locales() {
    return send("locales");
  }

  /** A new conversation. Gives what the page shows of it: `{examples, emergency, viewport}`. */
  async start(locale, screen) {
    const { visit, ...about } = await post("start", { locale, screen });
    this.#visit = visit;
    return about;
  }

  /** Says words; none are eight seconds of silence. Gives a turn. */
  say(words) {
    return post("say", { visit: this.#visit, words });
  }

  /** Touches something on the screen. Gives a turn. */
  touch(sent, source) {
    return post("touch", { visit: this.#visit, arguments: sent, source });
  }

  /** The listener walks away. Gives a turn. */
  leave() {
    return post("leave", { visit: this.#visit });
  }

  /** The conversation so far, as YAML. */
  async transcript() {
    return (await post("transcript", { visit: this.#visit })).yaml;
  }
}

function post(name, body) {
  const headers = { "Content-Type": "application/json" };
  return send(name, { method: "POST", headers, body: JSON.stringify(body) });
}

async function send(name, how) {
  const response = await fetch(`api/${name}`, how).catch(() => {
    throw new ApiError("The speaker isn't running any more. Start it again: make speaker");
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer.error, { forgotten: response.status === 404 });
  return answer;
}

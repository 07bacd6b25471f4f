import * as os from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}
// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Registers a secret which will get masked from logs
*
* @param secret - Value of the secret to be masked
* @remarks
* This function instructs the Actions runner to mask the specified value in any
* logs produced during the workflow run. Once registered, the secret value will
* be replaced with asterisks (***) whenever it appears in console output, logs,
* or error messages.
*
* This is useful for protecting sensitive information such as:
* - API keys
* - Access tokens
* - Authentication credentials
* - URL parameters containing signatures (SAS tokens)
*
* Note that masking only affects future logs; any previous appearances of the
* secret in logs before calling this function will remain unmasked.
*
* @example
* ```typescript
* // Register an API token as a secret
* const apiToken = "abc123xyz456";
* setSecret(apiToken);
*
* // Now any logs containing this value will show *** instead
* console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
* ```
*/
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
/**
* Gets the value of an input.
* Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
* Returns an empty string if the value is not defined.
*
* @param     name     name of the input to get
* @param     options  optional. See InputOptions.
* @returns   string
*/
function getInput(name, options) {
	const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
	if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
	if (options && options.trimWhitespace === false) return val;
	return val.trim();
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Sets the action status to failed.
* When the action exits it will be with an exit code of 1
* @param message add error issue message
*/
function setFailed(message) {
	process.exitCode = ExitCode.Failure;
	error(message);
}
/**
* Gets whether Actions Step Debug is on or not
*/
function isDebug() {
	return process.env["RUNNER_DEBUG"] === "1";
}
/**
* Writes debug message to user log
* @param message debug message
*/
function debug(message) {
	issueCommand("debug", {}, message);
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a notice issue
* @param message notice issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function notice(message, properties = {}) {
	issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info(message) {
	process.stdout.write(message + os.EOL);
}
/**
* Saves state for current action, the state can only be retrieved by this action's post job execution.
*
* @param     name     name of the state to store
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}
/**
* Gets the value of an state set by this action's main execution.
*
* @param     name     name of the state to get
* @returns   string
*/
function getState(name) {
	return process.env[`STATE_${name}`] || "";
}
// src/seams/signals.ts
/**
* Aborts when the process is asked to end. GitHub sends SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills
* (docs.github.com, "Workflow cancellation reference"); a terminal that is closed sends SIGHUP. A second signal
* changes nothing: the drill is being ended.
*/
function cancelOnSignals() {
	const controller = new AbortController();
	for (const signal of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	]) process.on(signal, () => controller.abort());
	return controller.signal;
}
/**
* Lets the process go on when nobody reads its output any more (`… | head -1`): what it began has still to be ended,
* and an error that nobody listens to would end the process first.
*/
function bearClosedOutput() {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => {
		if (error.code !== "EPIPE") throw error;
	});
}
// src/domain/text/span.ts
const units = {
	ms: 1,
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5,
	w: 6048e5
};
/** Reads a time as Prometheus writes it (`90s`, `1h30m`, `14d`) as milliseconds; null when it is none. */
function spanIn(text) {
	const said = text.trim();
	if (!/^(\d{1,9}(ms|s|m|h|d|w))+$/.test(said)) return null;
	return [...said.matchAll(/(\d+)([a-z]+)/g)].reduce((sum, [, count = "0", unit = "ms"]) => sum + Number(count) * (units[unit] ?? 0), 0);
}
// src/domain/text/duration.ts
/** Reads `5` (seconds), `500ms`, `1.5m` or `1h30m` as milliseconds; null when it is none of them. */
function durationOf(text) {
	const [, count, unit = "s"] = /^(\d{1,7}(?:\.\d{1,3})?)\s*(ms|s|m|h)?$/.exec(text.trim()) ?? [];
	return count === void 0 ? spanIn(text) : Math.round(Number(count) * (spanIn(`1${unit}`) ?? 0));
}
/** A duration as people read it: to the millisecond where limits are, coarser where nobody counts them. */
function wordsOfMs(ms) {
	return ms < 1e4 ? `${Math.round(ms)} ms` : `${(ms / 1e3).toFixed(1).replace(/\.0$/, "")} s`;
}
/** A limit as people would set it. */
function wordsOfSetting(ms) {
	return ms % 1e3 === 0 ? `${ms / 1e3} s` : `${ms} ms`;
}
// src/domain/text/occurrence.ts
/** So many letters are compared first. */
const width = 4;
const buckets = 16384;
/**
* Says whether one of these words stands in a text, however many words there are: a piece of each is looked up at every
* n-th letter alone, where n is so small that no word fits between two of them. For what every body is asked.
*/
function occurrenceOf(words) {
	const long = words.filter(({ length }) => length >= width);
	const stride = Math.min(...long.map(({ length }) => length)) - width + 1;
	const pieces = /* @__PURE__ */ new Map();
	for (const word of long) for (let at = 0; at < stride; at += 1) {
		const bucket = bucketAt(word, at);
		pieces.set(bucket, [...pieces.get(bucket) ?? [], {
			word,
			at
		}]);
	}
	const isUsed = new Uint8Array(buckets);
	for (const bucket of pieces.keys()) isUsed[bucket] = 1;
	const isThere = (text, at) => {
		const bucket = bucketAt(text, at);
		if (isUsed[bucket] !== 1) return false;
		return (pieces.get(bucket) ?? []).some((piece) => text.startsWith(piece.word, at - piece.at));
	};
	return (text) => {
		for (let at = 0; at + width <= text.length; at += stride) if (isThere(text, at)) return true;
		return false;
	};
}
function bucketAt(text, at) {
	let mixed = 0;
	for (let n = at; n < at + width; n += 1) mixed = Math.imul(mixed, 31) + text.charCodeAt(n);
	return mixed & 16383;
}
// src/domain/text/secrets.ts
/** Anything shorter is part of ordinary words, and no secret. */
const shortest = 4;
/**
* A redactor for these secrets.
* @param by What stands in their place.
*/
function createRedactor(secrets, by = "***") {
	const known = [...secrets];
	let forms = formsOf(known);
	let occurs = null;
	/** The text without any secret. */
	const text = (value) => forms.reduce((clean, form) => clean.replaceAll(form, by), value);
	return {
		text,
		/** Whether there is one in it. */
		isIn: (value) => (occurs ??= occurrenceOf(forms))(value),
		/** The same for every text inside plain data. */
		deep: (value) => deepWith(text, value),
		/** One more secret to take out from now on. */
		hide: (secret) => {
			if (known.includes(secret)) return;
			known.push(secret);
			forms = formsOf(known);
			occurs = null;
		}
	};
}
/**
* A secret as it is, as JSON writes it, as an address writes it, and within base64, where `Authorization: Basic` has it.
* The longest first: one may be part of another.
*/
function formsOf(secrets) {
	const forms = secrets.flatMap((secret) => [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encodeURIComponent(secret.toWellFormed()),
		...base64Of(secret)
	]);
	return [...new Set(forms)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
}
/**
* What a secret is within a longer text in base64, whatever stands before and behind it: of each of the three ways to lie
* across groups of three bytes the characters that are the secret's alone.
*/
function base64Of(secret) {
	const bytes = Buffer.from(secret, "utf8");
	return [
		0,
		1,
		2
	].flatMap((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), bytes]);
		const own = whole.toString("base64").slice(Math.ceil(before * 8 / 6), Math.floor(whole.length * 8 / 6));
		return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
	});
}
function deepWith(text, value) {
	if (typeof value === "string") return text(value);
	if (Array.isArray(value)) return value.map((item) => deepWith(text, item));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), deepWith(text, item)]));
}
/** Whether a text is an http(s) address. */
function isAddress(text) {
	return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
/** Anything shorter may stand in a name by chance: the secret `checkout` in the service `checkout-eu`. */
const shortestInside = 12;
/**
* Whether a text is a secret or holds one, also in lower case as the host of an address, or escaped as its path. An
* address in a secret's place is none.
*/
function holdsSecret(text, secret) {
	if (secret === "" || isAddress(secret)) return false;
	const wanted = secret.toLowerCase();
	return [text, unescaped(text)].some((form) => {
		const found = form.toLowerCase();
		return found === wanted || wanted.length >= shortestInside && found.includes(wanted);
	});
}
/** Sequence by sequence: one that means nothing must not keep the others from being read. */
function unescaped(text) {
	return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}
// src/action/judge/observed.ts
/** Whether a drill in this state takes nothing more. */
function isOverThere(state) {
	return state !== "registered" && state !== "running";
}
/** A try that has not seen anything yet. */
const nothingSeen = (startedAt) => ({
	startedAt,
	deploy: null,
	register: null,
	ticket: null,
	notes: [],
	alerts: [],
	report: null,
	pollFailure: null,
	over: null,
	cleanup: null,
	settled: {},
	endedAt: null
});
/** What the relay says of a step; undefined when it does not (yet). */
function stepOf({ report }, name) {
	return report?.steps.find(({ step }) => step === name);
}
/** How many ms after `from` a hop was seen to be done; null when one of the two is not known. */
function doneAfter({ settled }, name, from) {
	const at = settled[name];
	return at === void 0 || from === void 0 ? null : Math.round(at - from);
}
// src/seams/error-chain.ts
/** How deep the causes of an error are followed. */
const deepest = 6;
/** An error with its causes, the outermost first. */
function causesOf(error) {
	const chain = [];
	let current = error;
	while (typeof current === "object" && current !== null && chain.length < deepest) {
		chain.push(current);
		current = "cause" in current ? current.cause : void 0;
	}
	return chain;
}
/** A text member of an error; null when it is none, or empty. */
function textAt(value, key) {
	const text = key in value ? Reflect.get(value, key) : void 0;
	return typeof text === "string" && text !== "" ? text : null;
}
// src/seams/transport-error.ts
/**
* What codes say. Not sent is what fails before: nobody listens, no such host, no route, no trusted certificate (Node's
* errors, "Common system errors"; undici's UND_ERR_CONNECT_TIMEOUT). What is not listed may have been sent.
*/
const codes = [
	[
		/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EINVAL)$/,
		"refused",
		false
	],
	[
		/^(ENOTFOUND|EAI_[A-Z]+)$/,
		"no-such-host",
		false
	],
	[
		/^ERR_INVALID_URL$/,
		"bad-address",
		false
	],
	[
		/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
		"not-tls",
		false
	],
	[
		/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_)/,
		"tls",
		false
	],
	[
		/^EPROTO$/,
		"tls",
		true
	],
	[
		/^HPE_/,
		"not-http",
		true
	],
	[
		/^UND_ERR_CONNECT_TIMEOUT$/,
		"timeout",
		false
	],
	[
		/^(ETIMEDOUT|UND_ERR_(HEADERS|BODY)_TIMEOUT)$/,
		"timeout",
		true
	]
];
/** Reads whatever a request through Node's fetch rejected with; everybody who sends one asks here. */
function readTransportError(error) {
	const chain = causesOf(error);
	const says = (key, ...texts) => chain.some((cause) => texts.includes(textAt(cause, key) ?? ""));
	const code = chain.map((cause) => textAt(cause, "code")).find((text) => text !== null) ?? null;
	const known = code === null ? void 0 : codes.find(([pattern]) => pattern.test(code));
	if (known !== void 0) return {
		why: known[1],
		code,
		sent: known[2]
	};
	if (says("name", "TimeoutError", "AbortError")) return {
		why: "timeout",
		code: null,
		sent: true
	};
	if (says("name", "HTTPParserError")) return {
		why: "not-http",
		code,
		sent: true
	};
	if (says("message", "bad port")) return {
		why: "bad-port",
		code: null,
		sent: false
	};
	if (says("message", "unexpected redirect")) return {
		why: "redirect",
		code: null,
		sent: true
	};
	return {
		why: "broken",
		code,
		sent: true
	};
}
// src/action/relay/call-failure.ts
/** What an error of fetch means; `why` is read where everybody's is. */
function transportFailure(error) {
	const { why, code } = readTransportError(error);
	return {
		kind: "unreachable",
		why,
		code
	};
}
/** Whoever waits for these to pass waits in vain. */
const finalReasons = [
	"tls",
	"not-tls",
	"not-http",
	"bad-port",
	"bad-address"
];
/** A relay that restarts is there again soon; one that does not know the drill will not remember it. */
function mayPass(failure) {
	if (failure.kind === "refused") return failure.status === 429 || failure.status >= 500;
	return failure.kind === "unreachable" && !finalReasons.includes(failure.why);
}
/** Whether the relay does not know a drill: it can end nothing of it, either now or in ten minutes. */
function isForgotten(failure) {
	return failure.kind === "refused" && failure.code === "no-such-drill";
}
// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}
// node_modules/zod/v4/core/core.js
var _a;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}
// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodRealError = /* @__PURE__ */ $constructor("$ZodError", initializer, void 0, { Parent: Error });
// node_modules/zod/v4/core/parse.js
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parse = /* @__PURE__*/ _parse($ZodRealError);
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parseAsync = /* @__PURE__*/ _parseAsync($ZodRealError);
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParse = /* @__PURE__*/ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParseAsync = /* @__PURE__*/ _safeParseAsync($ZodRealError);
// node_modules/zod/v4/core/regexes.js
const anyString = /^[\s\S]{0,}$/;
const number$1 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		payload.value = def.tx(payload.value);
	};
});
// node_modules/zod/v4/core/versions.js
const version = {
	major: 4,
	minor: 6,
	patch: 7
};
// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject$1 = isObject;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$1(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
const $ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run({
			value: payload.value,
			issues: []
		}, ctx);
		if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
		return handleCatchResult(payload, result, def, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}
// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// node_modules/zod/v4/mini/schemas.js
const ZodMiniType = /*@__PURE__*/ $constructor("ZodMiniType", (inst, def) => {
	if (!inst._zod) throw new Error("Uninitialized schema in ZodMiniType.");
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
}, {
	get with() {
		return this.check;
	},
	set with(value) {
		own(this, "with", value);
	},
	parse(data, params) {
		return parse(this, data, params, { callee: this.parse });
	},
	parseAsync(data, params) {
		return parseAsync(this, data, params, { callee: this.parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	check(...checks) {
		const def = this.def;
		return this.clone({
			...def,
			checks: [...def.checks ?? [], ...checks.map((ch) => typeof ch === "function" ? { _zod: {
				check: ch,
				def: { check: "custom" },
				onattach: []
			} } : ch)]
		}, { parent: true });
	},
	clone(_def, params) {
		return clone(this, _def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	}
});
const ZodMiniString = /*@__PURE__*/ $constructor("ZodMiniString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string(params) {
	return /* @__PURE__ */ _string(ZodMiniString, params);
}
const ZodMiniNumber = /*@__PURE__*/ $constructor("ZodMiniNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number(params) {
	return /* @__PURE__ */ _number(ZodMiniNumber, params);
}
const ZodMiniNumberFormat = /*@__PURE__*/ $constructor("ZodMiniNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodMiniNumber.init(inst, def);
});
function int(params) {
	return /* @__PURE__ */ _int(ZodMiniNumberFormat, params);
}
const ZodMiniBoolean = /*@__PURE__*/ $constructor("ZodMiniBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean(params) {
	return /* @__PURE__ */ _boolean(ZodMiniBoolean, params);
}
const ZodMiniUnknown = /*@__PURE__*/ $constructor("ZodMiniUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function unknown() {
	return /* @__PURE__ */ _unknown(ZodMiniUnknown);
}
const ZodMiniArray = /*@__PURE__*/ $constructor("ZodMiniArray", (inst, def) => {
	$ZodArray.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element, params) {
	return new ZodMiniArray({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
const ZodMiniObject = /*@__PURE__*/ $constructor("ZodMiniObject", (inst, def) => {
	$ZodObject.init(inst, def);
	ZodMiniType.init(inst, def);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodMiniObject(def);
}
// @__NO_SIDE_EFFECTS__
function looseObject(shape, params) {
	return new ZodMiniObject({
		type: "object",
		shape,
		catchall: /* @__PURE__ */ unknown(),
		...normalizeParams(params)
	});
}
const ZodMiniEnum = /*@__PURE__*/ $constructor("ZodMiniEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodMiniType.init(inst, def);
	inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodMiniEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodMiniTransform = /*@__PURE__*/ $constructor("ZodMiniTransform", (inst, def) => {
	$ZodTransform.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function transform(fn) {
	return new ZodMiniTransform({
		type: "transform",
		transform: fn
	});
}
const ZodMiniNullable = /*@__PURE__*/ $constructor("ZodMiniNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
	return new ZodMiniNullable({
		type: "nullable",
		innerType
	});
}
const ZodMiniDefault = /*@__PURE__*/ $constructor("ZodMiniDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function _default(innerType, defaultValue) {
	return new ZodMiniDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodMiniCatch = /*@__PURE__*/ $constructor("ZodMiniCatch", (inst, def) => {
	$ZodCatch.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function _catch(innerType, catchValue) {
	return new ZodMiniCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
const ZodMiniPipe = /*@__PURE__*/ $constructor("ZodMiniPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function pipe(in_, out) {
	return new ZodMiniPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodMiniCustom = /*@__PURE__*/ $constructor("ZodMiniCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function custom(fn, _params) {
	return /* @__PURE__ */ _custom(ZodMiniCustom, fn ?? (() => true), _params);
}
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
	return /* @__PURE__ */ _refine(ZodMiniCustom, fn, _params);
}
// src/domain/sending/trouble.ts
/** A trouble with what to do about it. `cause` says as a sentence what was met. */
function troubleOf(code, cause) {
	const [passes, , advice] = remedies[code];
	return {
		code,
		cause,
		advice,
		passes
	};
}
/** What a trouble is in a few words, with the id of where it was met, if that is known; null where only its cause says it. */
function briefOf(code, id) {
	const [, brief] = remedies[code];
	return brief?.replace(" %", () => id === null ? "" : ` ${id}`) ?? null;
}
/** Whether a text is one of the codes: a newer relay may know more of them. */
function isTroubleCode(text) {
	return typeof text === "string" && Object.hasOwn(remedies, text);
}
const again = "Run the check again; if it stays, ";
const thresholds = "Look at the relay's storm thresholds: the drill sends 12 issues of 6 services that name one host.";
/**
* What can be wrong on the way of an alert to a receiver, whether it passes by itself, what it is in a few
* words (% stands for the id of the channel or key), and what to do: a closed list. Whoever meets a trouble names its code; only people read sentences.
*/
const remedies = {
	"channel-missing": [
		false,
		"channel % not found or archived",
		"Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one."
	],
	"not-a-member": [
		false,
		"the app is not in channel %",
		"Invite the app to the channel: /invite @your-app."
	],
	"posting-forbidden": [
		false,
		"the app may not post in channel %",
		"Allow the app to post there, in the settings of the workspace or of the channel, or configure another channel."
	],
	"token-refused": [
		false,
		"the token is refused",
		"Give the relay a valid token (SLACK_BOT_TOKEN; PAGERDUTY_API_TOKEN for reading back): it was revoked, rotated or mistyped."
	],
	"scope-missing": [
		false,
		"the app lacks a scope",
		"Give the Slack app the scope it lacks, install it again, and update SLACK_BOT_TOKEN if it changed."
	],
	"key-refused": [
		false,
		"routing key % refused",
		"Give the relay the Integration Key of an Events API V2 integration (PAGERDUTY_ROUTING_KEY; PAGERDUTY_TEST_ROUTING_KEY for drills)."
	],
	"credential-gone": [
		false,
		"the credential is no longer configured",
		"Configure the credential again on the relay, and restart it."
	],
	"payload-refused": [
		false,
		"what the relay sent was refused",
		"Look into the relay's log for what was refused, and report it: the relay sends nothing on purpose that a provider refuses."
	],
	"message-gone": [
		true,
		"the message to change is gone from %",
		`${again}look who deletes messages there.`
	],
	"hook-private": [
		false,
		"the address of the webhook is private",
		"Use an address of the internet, or set WEBHOOK_ALLOW_PRIVATE=true (allow_private of a receiver’s webhook) on the relay."
	],
	"hook-refused": [
		false,
		"the webhook is refused",
		"Check WEBHOOK_SECRET (secret of a receiver’s webhook): the receiver has to verify with the same one."
	],
	"hook-gone": [
		false,
		"the receiver of the webhook is gone",
		"The receiver wants no more: remove WEBHOOK_URL (url of a receiver’s webhook), or write the address of now."
	],
	"hook-elsewhere": [
		false,
		"no receiver of webhooks answers",
		"Check WEBHOOK_URL (url of a receiver’s webhook) on the relay: no receiver of webhooks answers there."
	],
	limited: [
		true,
		"the rate limit is reached",
		"Wait and run the check again; if it stays, something else posts with the same app or key, or the channel is flooded."
	],
	"budget-spent": [
		true,
		"the relay's own budget is spent",
		"Wait and run the check again; if it stays, something else spends the same key's allowance."
	],
	"strange-answer": [
		false,
		"something else answers in its place",
		"Check SLACK_API_URL, PAGERDUTY_EVENTS_URL and PAGERDUTY_API_URL on the relay: that is not how the provider answers."
	],
	"provider-failing": [
		true,
		"it answers with errors",
		"The provider is in trouble: see its status page, and run the check again."
	],
	unreachable: [
		true,
		"it does not answer the relay",
		"Check that the relay may reach the provider (DNS, firewall, proxy), and run the check again."
	],
	"not-shown": [
		true,
		"the message was taken, and is not shown in %",
		"Look into the channel: somebody deletes there, or too much is posted at once. Then run the check again."
	],
	"no-incident": [
		true,
		"the event was taken, and there is no incident",
		"Look whether the service is disabled, or an event orchestration drops the event."
	],
	"no-drill-channel": [
		false,
		"the relay has no channel for drills",
		"Set SLACK_BOT_TOKEN and SLACK_TEST_CHANNEL (or SLACK_CHANNEL) on the relay, or do not expect slack."
	],
	"no-drill-key": [
		false,
		"the relay has no routing key for drills",
		"Set PAGERDUTY_TEST_ROUTING_KEY on the relay, or expect only slack."
	],
	"no-real-channel": [
		false,
		"the relay has no channel",
		"Set SLACK_CHANNEL on the relay, or do not expect slack."
	],
	"no-real-key": [
		false,
		"the relay has no routing key",
		"Set PAGERDUTY_ROUTING_KEY on the relay, or do not expect page."
	],
	"not-sent": [
		true,
		"the relay has sent nothing",
		"Look at the relay's lanes (/api/lanes), its paging rules and its log."
	],
	"no-sight": [
		true,
		null,
		"Give the relay what it needs to look: the scope or token that it names."
	],
	"brain-behind": [
		true,
		null,
		"Look at the relay's /readyz and log: its brain is behind, or stopped at an error."
	],
	"storm-split": [
		false,
		null,
		thresholds
	],
	"storm-missed": [
		false,
		null,
		thresholds
	],
	"sentry-refused": [
		false,
		null,
		"Put the integration's Client Secret first among the relay's signing secrets: in sentry.signing_secrets or the file of SENTRY_SIGNING_SECRETS_FILE, which it reads again by itself, or in SENTRY_SIGNING_SECRETS, and restart it. Then let Sentry send a test notification: one good delivery clears this. If nobody changed the secret, somebody else knocked: stormrelay quarantine lists what was refused."
	],
	unknown: [
		true,
		null,
		"See the relay's log and its lanes (/api/lanes)."
	]
};
// src/action/relay/relay-answers.ts
const text = /* @__PURE__ */ string();
const textOrNull = orNull(text);
const texts = /* @__PURE__ */ _default(/* @__PURE__ */ array(text), []);
/** What a drill's registration is answered with. */
const ticket = /* @__PURE__ */ object({
	/** It goes into a header. */
	id: text.check(/* @__PURE__ */ _regex(/^[\x21-\x7e]{1,100}$/)),
	nonce: text.check(/* @__PURE__ */ _minLength(8)),
	alerts: (/* @__PURE__ */ number()).check(int(), /* @__PURE__ */ _gte(1), /* @__PURE__ */ _lte(100)),
	provable: known(/* @__PURE__ */ _enum(["slack", "page"])),
	notes: /* @__PURE__ */ _catch(texts, [])
});
const trouble = orNull(/* @__PURE__ */ object({
	code: /* @__PURE__ */ _catch(/* @__PURE__ */ custom(isTroubleCode), "unknown"),
	cause: text,
	advice: /* @__PURE__ */ _catch(text, ""),
	passes: /* @__PURE__ */ _catch(/* @__PURE__ */ boolean(), true)
}));
const step = /* @__PURE__ */ object({
	step: /* @__PURE__ */ _enum([
		"brain",
		"storm",
		"slack",
		"page",
		"sentry"
	]),
	state: /* @__PURE__ */ _catch(/* @__PURE__ */ _enum([
		"waiting",
		"ok",
		"failed",
		"unknown"
	]), "waiting"),
	done: /* @__PURE__ */ _catch(/* @__PURE__ */ boolean(), false),
	note: textOrNull,
	trouble,
	taken: orNull(/* @__PURE__ */ object({
		how: /* @__PURE__ */ _catch(/* @__PURE__ */ _enum(["accepted", "confirmed"]), "accepted"),
		acceptedMs: /* @__PURE__ */ number()
	}))
});
/** How far a drill got. What else is in it is kept, and only shown. */
const report = /* @__PURE__ */ looseObject({
	/** Reports had none before the relay judged them itself. */
	version: /* @__PURE__ */ _catch(/* @__PURE__ */ number(), 0),
	state: /* @__PURE__ */ _catch(/* @__PURE__ */ _enum([
		"registered",
		"running",
		"passed",
		"failed",
		"cancelled",
		"expired"
	]), "running"),
	hops: known(/* @__PURE__ */ looseObject({
		hop: /* @__PURE__ */ _enum(["slack", "page"]),
		receiver: text,
		handle: textOrNull,
		link: textOrNull,
		trouble
	})),
	steps: /* @__PURE__ */ _default(known(step), []),
	receivers: /* @__PURE__ */ _default(known(/* @__PURE__ */ object({
		receiver: text,
		kind: /* @__PURE__ */ _enum(["chat", "pager"]),
		state: /* @__PURE__ */ _catch(/* @__PURE__ */ _enum([
			"asking",
			"ok",
			"failed",
			"unknown"
		]), "unknown"),
		proven: /* @__PURE__ */ _catch(/* @__PURE__ */ boolean(), true),
		detail: /* @__PURE__ */ _catch(text, ""),
		trouble
	})), []),
	leftOpen: texts
});
/** What the relay has to say of a deploy that it recorded. */
const notes = /* @__PURE__ */ pipe(/* @__PURE__ */ object({ notes: /* @__PURE__ */ _catch(texts, []) }), /* @__PURE__ */ transform(({ notes }) => notes));
/** An answer whose status says all: any JSON object will do. */
const any = /* @__PURE__ */ looseObject({});
/** The relay's own reason; whoever answers in other words is no relay. */
const refusal = /* @__PURE__ */ object({ error: /* @__PURE__ */ object({
	code: text,
	message: /* @__PURE__ */ _catch(text, "")
}) });
function orNull(shape) {
	return /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(shape), null);
}
/** A list without what a newer relay has in it and is unknown here. */
function known(item) {
	return /* @__PURE__ */ pipe(/* @__PURE__ */ array(/* @__PURE__ */ unknown()), /* @__PURE__ */ transform((items) => items.map((one) => item.safeParse(one)).flatMap(({ data }) => data ?? [])));
}
// src/action/relay/relay-client.ts
/** A client for one relay. Its methods never reject: failures are values. */
function createRelayClient(access) {
	const { token, redactor } = access;
	const headers = {
		"content-type": "application/json",
		...token === "" ? {} : { authorization: `Bearer ${token}` }
	};
	const post = (path, told) => {
		return {
			method: "POST",
			path,
			headers,
			body: JSON.stringify(told)
		};
	};
	const drill = (id) => `/api/synthetics/${encodeURIComponent(id)}`;
	const clean = (shape) => (body) => shape.safeParse(redactor.deep(body)).data ?? null;
	const readTicket = (body) => {
		const ticket$1 = ticket.safeParse(body).data ?? null;
		if (ticket$1 !== null) redactor.hide(ticket$1.nonce);
		return ticket$1;
	};
	return {
		/** Answers with what the relay has to say about it. */
		recordDeploy: (deploy, bounds) => call(access, post("/api/deploys", deploy), bounds, clean(notes)),
		register: (asked, bounds) => call(access, post("/api/synthetics", asked), bounds, readTicket),
		alert: (alert, bounds) => call(access, {
			method: "POST",
			path: "/webhooks/sentry",
			...alert
		}, bounds, clean(any)),
		report: (id, bounds) => call(access, {
			method: "GET",
			path: drill(id),
			headers,
			body: null
		}, bounds, clean(report)),
		end: (id, end, bounds) => call(access, post(`${drill(id)}/end`, end), bounds, clean(any))
	};
}
/** Calls the relay. `read` makes a value of a body, or null when it is not in the relay's words. Never rejects. */
async function call(access, request, bounds, read) {
	const { surroundings, trace } = access;
	const at = surroundings.now();
	const reply = await ask(access, request, bounds);
	const ms = surroundings.now() - at;
	const outcome = "kind" in reply ? reply.kind : reply.status;
	trace(`${request.method} ${request.path} ${outcome} ${Math.round(ms)} ms`);
	const value = "kind" in reply || !isSuccess(reply) ? null : read(parsedJson(reply.text));
	if (value !== null) return {
		at,
		ms,
		answer: {
			ok: true,
			value
		}
	};
	return {
		at,
		ms,
		answer: {
			ok: false,
			failure: "kind" in reply ? reply : failureOf(access, reply)
		}
	};
}
async function ask({ url, surroundings }, { path, headers, ...request }, { withinMs, cancel }) {
	const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
	try {
		const response = await surroundings.fetch(`${url}${path}`, {
			...request,
			headers: {
				accept: "application/json",
				...headers
			},
			signal: cancel === null ? timeout : AbortSignal.any([timeout, cancel]),
			redirect: "manual"
		});
		return {
			status: response.status,
			headers: response.headers,
			text: await response.text()
		};
	} catch (error) {
		return cancel?.aborted === true ? { kind: "cancelled" } : transportFailure(error);
	}
}
function isSuccess({ status }) {
	return status >= 200 && status < 300;
}
/** What an answer says that gave no value. */
function failureOf({ url, redactor }, reply) {
	const { status, headers, text } = reply;
	const body = parsedJson(text);
	if (isSuccess(reply)) return {
		kind: "unreadable",
		status,
		what: body === void 0 ? kindOf(text) : "JSON that this version does not understand"
	};
	const location = headers.get("location");
	if (status < 400) return {
		kind: "redirected",
		to: location && (URL.parse(location, url)?.origin ?? null)
	};
	const refusal$1 = refusal.safeParse(redactor.deep(body)).data?.error;
	const seconds = /^\s*(\d{1,5})\s*$/.exec(headers.get("retry-after") ?? "")?.[1];
	return {
		kind: "refused",
		status,
		code: refusal$1?.code.slice(0, 60) ?? null,
		message: refusal$1?.message.slice(0, 300) ?? null,
		retryAfterMs: seconds === void 0 ? null : Number(seconds) * 1e3
	};
}
function kindOf(text) {
	if (text.trim() === "") return "an empty body";
	return /^\s*<(?:!doctype|html)/i.test(text) ? "a web page" : "something that is not JSON";
}
/** What a text says as JSON; undefined when it is none. */
function parsedJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/domain/steady-time.ts
/** Share of its own pace at which a clock runs that is ahead of the machine's: a day makes up for an hour and more. */
const easedPace = .95;
/**
* The next look at a clock that never runs back. It follows the machine's wall clock, forwards at once (a resume, a
* correction); where that was set back, time goes on from where it was, slightly slower, until the wall has caught up.
*/
function advance(last, { wall, monotonic }) {
	const passed = Math.max(0, monotonic - last.monotonic);
	return {
		at: Math.max(wall, last.at + passed * easedPace),
		monotonic: Math.max(monotonic, last.monotonic)
	};
}
// src/seams/clock.ts
const machine = {
	wall: () => Date.now(),
	monotonic: () => performance.now()
};
/**
* The production clock: the machine's, without its steps backwards. With a scale, time runs `speed` times as fast.
*/
function systemClock(scale = {
	speed: 1,
	epoch: 0
}, { from = -Infinity, source = machine } = {}) {
	const { speed, epoch } = scale;
	const virtual = (real) => speed === 1 ? real : epoch + (real - epoch) * speed;
	const remembered = speed === 1 ? from : epoch + (from - epoch) / speed;
	let last = {
		at: Math.max(source.wall(), remembered),
		monotonic: source.monotonic()
	};
	const now = () => {
		last = advance(last, {
			wall: source.wall(),
			monotonic: source.monotonic()
		});
		return Math.floor(virtual(last.at));
	};
	return {
		now,
		aheadMs: () => Math.max(0, now() - Math.floor(virtual(source.wall()))),
		sleep: (ms, signal) => sleepReal(Math.max(0, ms) / speed, signal),
		realTimeout: (ms) => Math.ceil(Math.max(ms / speed, 500))
	};
}
const longestTimer = 2 ** 31 - 1;
function sleepReal(ms, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted === true) {
			resolve();
			return;
		}
		const finish = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", finish);
			resolve();
		};
		const timer = setTimeout(finish, Math.min(ms, longestTimer));
		signal?.addEventListener("abort", finish);
	});
}
// src/action/relay/surroundings.ts
/** The real world. */
function systemSurroundings() {
	const origin = Date.now() - performance.now();
	return {
		...systemClock(),
		now: () => origin + performance.now(),
		fetch: globalThis.fetch,
		random: randomBytes
	};
}
// src/action/judge/check-settings.ts
/** Which providers have to be reached: what was asked for, or else what the relay can prove. */
function expectedOf({ expect }, ticket) {
	return expect ?? ticket?.provable ?? [];
}
// src/action/judge/diagnose.ts
/** Why a call to the relay at `relay` failed, in plain words. */
function diagnose(failure, relay) {
	const [cause, advice] = explain(failure, relay);
	return {
		cause,
		advice,
		passes: mayPass(failure) || isForgotten(failure)
	};
}
function explain(failure, relay) {
	switch (failure.kind) {
		case "unreachable": {
			const [cause, advice] = silences[failure.why === "redirect" ? "broken" : failure.why];
			return [`${cause(relay)}${failure.code === null ? "" : ` (${failure.code})`}.`, advice];
		}
		case "refused": return refused(failure, relay);
		case "redirected": return [`${relay} answers with a redirect${failure.to === null ? "" : ` to ${failure.to}`}, and a token is not carried along redirects.`, "Write the address that it leads to as the relay's address, if you trust it."];
		case "unreadable": return [`${relay} answered HTTP ${failure.status} with ${failure.what}: it is not a stormrelay, or a proxy answered.`, checkAddress];
		case "cancelled": return ["The check was cancelled.", "Run it again."];
	}
}
const checkAddress = "Check the relay's address: it is where /healthz answers, without a path behind it unless a proxy adds one.";
const silences = {
	refused: [(relay) => `No relay listens at ${relay}`, "Start the relay, or correct the address; from CI the relay must be reachable, not only from your own network."],
	"no-such-host": [(relay) => `The host name of ${relay} cannot be resolved`, "Check the spelling of the address, and whether this machine may ask the DNS that knows it."],
	tls: [(relay) => `No trusted TLS connection to ${relay} could be made`, "Renew or complete the certificate chain; for a private authority give Node its certificate with NODE_EXTRA_CA_CERTS."],
	"not-tls": [(relay) => `What answers at ${relay} does not speak TLS`, "Begin the address with http://, or write the address of the proxy that speaks TLS for the relay."],
	"not-http": [(relay) => `What answers at ${relay} does not speak HTTP`, "Check the port, and whether the address begins with http:// or https:// as it should."],
	"bad-port": [(relay) => `No relay can be reached at ${relay}: its port is one that the Fetch standard blocks`, "Let the relay listen on another port, for example 8080."],
	"bad-address": [(relay) => `No request can be made to ${relay}`, "Check the spelling of the address."],
	timeout: [(relay) => `${relay} did not answer in time`, "Look whether the relay runs and is not starved, and whether a firewall drops the connection."],
	broken: [(relay) => `The connection to ${relay} broke before an answer came`, "Look into the relay's log and at the proxy in front of it: one of the two closed the connection."]
};
function refused(failure, relay) {
	const { status, code, message, retryAfterMs } = failure;
	const told = code === null ? void 0 : refusals.get(code);
	if (told !== void 0) return told;
	if (status === 429) return [`The relay takes no more drills for now: ${message || "too many were registered in a short time."}`, `Wait ${retryAfterMs === null ? "a minute" : wordsOfMs(retryAfterMs)}, or let fewer jobs drill the same relay at once.`];
	if (code === null) return stranger(status, relay);
	const { pathname } = new URL(relay);
	if ((code === "ci-token" || status === 404) && pathname !== "/") return [`The relay does not know what was asked for under ${pathname}: nothing takes this path away on the way to it.`, checkAddress];
	if (status === 404) return [`The relay at ${relay} does not know this route: it is an older version, without drills, or the drill is no longer kept.`, "Update the relay to the version of this check."];
	return status >= 500 ? [`The relay cannot take anything now (HTTP ${status} ${code}): ${message ?? ""}`.trim(), "Look at /readyz and the relay's log: its store or its disk is usually what fails."] : [`The relay refused with HTTP ${status} ${code}: ${message ?? ""}`.trim(), "Correct what it names; if it names nothing of yours, relay and check are of different versions."];
}
/** An answer that is not in the relay's words. */
function stranger(status, relay) {
	const answered = `${relay} answered HTTP ${status}, and not in the relay's words: `;
	if (status >= 500) return [`${answered}a proxy in front of it finds the relay down or starting.`, "Look whether the relay runs (/readyz says what it waits for), and at the proxy's log."];
	if (status === 401 || status === 403 || status === 407) return [`${answered}a gateway in front of it asks for credentials of its own.`, "Let /webhooks/sentry, /api/synthetics and /api/deploys pass the gateway; the relay checks them itself."];
	return [`${relay} answers (HTTP ${status}), but it is no stormrelay, or a proxy answered for it.`, checkAddress];
}
const rotated = ["The relay refuses this drill secret; it was probably rotated.", "Copy the relay's DRILL_SIGNING_SECRET into the secret that this check signs with (drill-secret)."];
/** What the relay's refusals mean for the check, by their codes. */
const refusals = new Map(Object.entries({
	"drill-signature-mismatch": rotated,
	"signature-mismatch": rotated,
	"ci-token-needed": ["The relay asks for a CI token, and got none.", "Give this check the relay's CI_TOKEN (token). In a workflow an unset secret is an empty text."],
	"ci-token-wrong": ["The relay refuses this CI token; it was probably changed.", "Copy the relay's CI_TOKEN into the secret that this check uses (token)."],
	"loopback-only": ["The relay has no tokens, so its API answers only to its own machine.", "Set ADMIN_TOKEN and CI_TOKEN on the relay, and give this check the latter (token)."],
	"token-needed": ["The relay has no CI_TOKEN, so it takes deploys and drills from its operators alone.", "Set CI_TOKEN on the relay, restart it, and give this check the same value (token)."],
	"drills-off": ["The relay takes no drills: it has no drill secret.", "Set DRILL_SIGNING_SECRET on the relay and restart it; sign with the same value here (drill-secret)."],
	"too-many-deploys": ["The relay records no more deploys for now: too many were told in a short time.", "Wait a minute, or record each deploy once only (record-deploy)."],
	"no-such-drill": ["The relay does not know this drill any more: it ended long ago, or the relay lost its store.", "Run the check again; if it stays, look whether the relay keeps its store over restarts."]
}));
// src/action/judge/hop-verdict.ts
/** What the hops of a check are, for people, in the order in which an alert passes them. */
const hopTitles = {
	deploy: "deploy recorded",
	register: "drill registered",
	ack: "webhook answered",
	brain: "alert counted",
	storm: "one incident",
	slack: "Slack",
	page: "PagerDuty",
	receivers: "real receivers",
	sentry: "Sentry itself",
	cleanup: "cleared up"
};
/** All of them, in their order. */
const hopNames = Object.keys(hopTitles);
const blank = {
	done: true,
	ms: null,
	limit: null,
	how: null,
	note: null,
	trouble: null
};
/** A hop in this state, and what else is known of it. */
function hop(name, state, known = {}) {
	return {
		...blank,
		done: state !== "waiting",
		...known,
		name,
		state
	};
}
/** Whether this hop fails the check. */
function isFailing({ state }) {
	return state === "failed" || state === "slow";
}
/** A hop with its limit, if it has one: above it, it is slow. */
function withLimit(verdict, limits) {
	const { name, state, ms } = verdict;
	if (state === "skipped" || !(name === "ack" || name === "slack" || name === "page")) return verdict;
	const limit = limits[name];
	if (state !== "ok" || ms === null || ms <= limit) return {
		...verdict,
		limit
	};
	const what = name === "ack" ? "The webhook's answer" : hopTitles[name];
	const cause = `${what} took ${ms} ms, and the limit is ${limit} ms.`;
	const advice = name === "ack" ? "Sentry gives up after 1 s: look at the relay's machine, its disk and the way to it." : `Look at the relay's ${what} lane (/api/lanes): it waits for ${what}'s rate limit, or ${what} is slow to answer.`;
	return {
		...verdict,
		limit,
		state: "slow",
		trouble: {
			cause,
			advice,
			passes: true
		}
	};
}
// src/action/judge/judge-calls.ts
/** A hop that is one plain call. */
function judgeCall(name, call, relay) {
	if (call === null) return hop(name, "waiting", { trouble: neverTried });
	const { failure } = call;
	if (failure?.kind === "cancelled") return hop(name, "skipped", { note: "cancelled" });
	const ms = Math.round(call.ms);
	return failure === null ? hop(name, "ok", { ms }) : hop(name, "failed", {
		ms,
		trouble: diagnose(failure, relay)
	});
}
/** The delivery of all alerts. A storm is as slow as its slowest alert. */
function judgeAck(alerts, relay) {
	if (alerts.length === 0) return hop("ack", "waiting", { trouble: neverTried });
	const ms = Math.round(Math.max(...alerts.map((alert) => alert.ms)));
	const failures = alerts.flatMap(({ failure }) => failure ?? []);
	const first = failures.find(({ kind }) => kind !== "cancelled");
	if (first !== void 0) {
		const trouble = beforeDoor(first) ?? diagnose(first, relay);
		const count = alerts.length === 1 ? "" : ` (${failures.length} of ${alerts.length} alerts)`;
		return hop("ack", "failed", {
			ms,
			trouble: {
				...trouble,
				cause: `${trouble.cause}${count}`
			}
		});
	}
	if (failures.length > 0) return hop("ack", "skipped", { note: "cancelled" });
	return hop("ack", "ok", {
		ms,
		note: alerts.length === 1 ? null : `the slowest of ${alerts.length} alerts`
	});
}
/** The relay itself has just answered: who refuses in other words stands before this one door. */
function beforeDoor(failure) {
	if (failure.kind !== "refused" || failure.code !== null || failure.status >= 500) return null;
	return {
		cause: `Something in front of the relay refuses /webhooks/sentry (HTTP ${failure.status}): it would refuse Sentry too.`,
		advice: "Let the proxy or gateway pass POST /webhooks/sentry unchanged, with bodies of at least 1 MB.",
		passes: failure.status === 429
	};
}
const neverTried = {
	cause: "The time was up before the drill was sent.",
	advice: "Give the check more time (timeout).",
	passes: true
};
/** What the end of the drill left behind. It fails nothing: the drill expires by itself. */
function judgeCleanup(cleanup, relay) {
	if (cleanup === null) return hop("cleanup", "waiting", { trouble: neverTried });
	if (cleanup.kind === "clean") return hop("cleanup", "ok", {
		ms: Math.round(cleanup.ms),
		note: "all resolved and marked"
	});
	return hop("cleanup", "warned", { trouble: {
		cause: cleanup.kind === "open" ? `The drill has ended, but not everything shows it yet: ${cleanup.leftOpen.join("; ")}` : `The drill could not be ended: ${diagnose(cleanup.failure, relay).cause}`,
		advice: cleanup.kind === "unknown" && isForgotten(cleanup.failure) ? "Look whether its message or page is left, and end that." : "It expires by itself 10 minutes after it began; until then it may show as open.",
		passes: true
	} });
}
// src/action/judge/judge-steps.ts
/** A hop behind the door: what it came to, the relay says; what is expected, and when it was seen, the check. */
function judgeBehindDoor(name, seen, settings) {
	const { report } = seen;
	if (report !== null && report.version < 1) return name === "brain" ? hop(name, "failed", { trouble: outdated(report.version, settings.relay) }) : hop(name, "unknown", { note: "an older relay does not say" });
	if (name === "receivers") return judgeReceivers(seen, settings);
	return (name === "slack" || name === "page" ? judgeExpectation(name, seen, settings) : null) ?? judgeStep(name, seen);
}
/** Older relays say how far a drill got, and not what that comes to. */
function outdated(version, relay) {
	return {
		cause: `The relay at ${relay} is of an older version than this check: its reports have version ${version}, and 1 is needed.`,
		advice: "Update the relay to the version of this check, or use the check of its version.",
		passes: false
	};
}
/** What a hop behind the door lacks as long as the relay says nothing of it. */
const notSaid = {
	cause: "The relay did not say how far the drill got.",
	advice: "Look at the relay's log.",
	passes: true
};
function judgeStep(name, seen) {
	const step = stepOf(seen, name);
	if (step === void 0) return hop(name, "waiting", { trouble: notSaid });
	const { state, done, note, taken } = step;
	const trouble = located(name, step.trouble, seen);
	if (state === "failed") return hop(name, "failed", { trouble: trouble ?? notSaid });
	if (state === "waiting") return hop(name, "waiting", { trouble });
	const seenMs = name === "sentry" ? null : doneAfter(seen, name, seen.alerts[0]?.at);
	return hop(name, state, {
		ms: taken === null ? seenMs : Math.round(taken.acceptedMs),
		how: taken?.how ?? null,
		note,
		done
	});
}
/** A trouble with where it was met: at the receiver that says the same. */
function located(name, trouble, { report }) {
	if (trouble === null || !(name === "slack" || name === "page")) return trouble;
	const same = report?.hops.find((one) => one.hop === name && one.trouble?.cause === trouble.cause);
	return metAt(name, trouble, { receiver: same?.receiver ?? null });
}
function metAt(at, trouble, where = {}) {
	return {
		...trouble,
		met: [{
			code: trouble.code,
			at,
			receiver: null,
			isReal: false,
			...where
		}]
	};
}
/** What is known of a provider before any alert is sent; null when the relay has to say it. */
function judgeExpectation(kind, { ticket }, settings) {
	if (ticket === null) return null;
	const isProvable = ticket.provable.includes(kind);
	if (expectedOf(settings, ticket).includes(kind)) return isProvable ? null : hop(kind, "failed", { trouble: metAt(kind, lacking[kind].drill) });
	const unasked = isProvable ? "not expected" : "not expected, and this relay cannot prove it";
	return hop(kind, "skipped", { note: settings.expect === null ? lacking[kind].note : unasked });
}
/** What a relay lacks that has no receiver for drills, or none for real alerts. */
const lacking = {
	slack: {
		note: "not proven: this relay has no Slack channel",
		drill: troubleOf("no-drill-channel", "A Slack message was expected, but this relay posts to no Slack channel."),
		real: troubleOf("no-real-channel", "The relay has no Slack channel for real alerts: only its drills reach Slack.")
	},
	page: {
		note: "not proven: this relay has no PAGERDUTY_TEST_ROUTING_KEY",
		drill: troubleOf("no-drill-key", "A page was expected, but this relay has no test receiver, and a drill pages nobody who is really on call."),
		real: troubleOf("no-real-key", "The relay has no PagerDuty service for real alerts: only its drills page, and a real outage wakes nobody.")
	}
};
/** Whether the receivers of real alerts would take one. Those of a kind that is not expected only warn. */
function judgeReceivers(seen, settings) {
	const probes = seen.report?.receivers;
	if (probes === void 0) return hop("receivers", "waiting", { trouble: notSaid });
	const counts = ({ kind }) => settings.expect?.includes(shownAt[kind]) ?? true;
	const broken = probes.filter(({ state }) => state === "failed");
	const brokenHere = broken.filter(counts);
	if (brokenHere.length > 0) return hop("receivers", "failed", { trouble: allOf(wouldNotTake, brokenHere) });
	const nobody = expectedOf(settings, seen.ticket).find((expected) => !probes.some(({ kind }) => shownAt[kind] === expected));
	if (nobody !== void 0) return hop("receivers", "failed", { trouble: metAt(nobody, lacking[nobody].real, { isReal: true }) });
	const open = probes.filter(({ state }) => state === "unknown" || state === "asking");
	const openHere = open.filter(counts);
	if (openHere.length > 0) return hop("receivers", "waiting", { trouble: allOf(unproven, openHere) });
	if (open.some(({ state }) => state === "asking")) return hop("receivers", "waiting");
	const ms = doneAfter(seen, "receivers", seen.alerts[0]?.at);
	if (broken.length > 0) return hop("receivers", "warned", {
		ms,
		trouble: allOf(wouldNotTake, broken)
	});
	return hop("receivers", "ok", {
		ms,
		note: provenOf(probes)
	});
}
const shownAt = {
	chat: "slack",
	pager: "page"
};
function provenOf(probes) {
	if (probes.length === 0) return "no receiver of real alerts is configured";
	const isProven = ({ state, proven }) => state === "ok" && proven;
	return [...probes.filter(isProven).map(({ receiver }) => receiver), ...probes.filter((probe) => !isProven(probe)).map((probe) => `not proven: ${sentence(probe)}`)].join(", ");
}
function sentence({ receiver, detail }) {
	return `${receiver}: ${detail}`;
}
/** The troubles of several receivers as one; it passes by itself only if each of them does. */
function allOf(what, probes) {
	const troubles = probes.map(({ trouble, detail }) => trouble ?? troubleOf("unreachable", detail));
	const met = probes.map(({ kind, receiver }, index) => ({
		code: troubles[index]?.code ?? "unknown",
		at: shownAt[kind],
		receiver,
		isReal: true
	}));
	return {
		cause: `${what}: ${probes.map(sentence).join("; ")}`,
		advice: [...new Set(troubles.map(({ advice }) => advice))].join(" "),
		passes: troubles.every(({ passes }) => passes),
		met
	};
}
const wouldNotTake = "A receiver of real alerts would not take one";
const unproven = "That the receivers of real alerts would take one could not be proven";
// src/action/judge/verdict.ts
/** Judges one try by what it has seen so far. Pure. */
function judge(seen, settings) {
	const hops = hopNames.filter((name) => name !== "deploy" || settings.deploy !== null).filter((name) => name !== "storm" || settings.scenario === "storm").map((name) => withLimit(judgeHop(name, seen, settings), settings.limits)).map((verdict) => settle(verdict, seen, settings));
	const problems = problemsOf(hops.filter(isFailing));
	const result = seen.over === "cancelled" ? "cancelled" : problems.length > 0 ? "failed" : "passed";
	const calls = [
		seen.deploy,
		seen.register,
		...seen.alerts
	].filter((call) => call !== null);
	return {
		result,
		hops,
		problems,
		warnings: problemsOf(hops.filter(({ state }) => state === "warned")),
		mayPass: result === "failed" && problems.every(({ passes }) => passes),
		unreachable: calls.length > 0 && calls.every(({ failure }) => failure?.kind === "unreachable")
	};
}
/** Whether all hops before the clearing up are done. */
function isDone({ hops }) {
	return hops.every(({ name, done }) => done || name === "cleanup");
}
function judgeHop(name, seen, settings) {
	const { relay } = settings;
	if (name === "deploy" || name === "register") return judgeCall(name, seen[name], relay);
	if (name === "ack") return judgeAck(seen.alerts, relay);
	return name === "cleanup" ? judgeCleanup(seen.cleanup, relay) : judgeBehindDoor(name, seen, settings);
}
/** What a hop that still waits comes to once nothing more is waited for. */
function settle(verdict, seen, { relay, timeoutMs }) {
	const { name, state, trouble } = verdict;
	const { over, ticket, pollFailure, report } = seen;
	if (state !== "waiting" || over === null) return verdict;
	if (name === "cleanup") return ticket === null ? hop(name, "skipped", { note: "nothing to clear up" }) : verdict;
	if (over === "settled" || over === "cancelled") return hop(name, "skipped", { note: over });
	const isLate = over === "timeout";
	const why = (pollFailure === null ? null : diagnose(pollFailure, relay)) ?? (isLate ? trouble : report && endedElsewhere(report.state));
	if (why === null || isLate && trouble === null) return hop(name, "skipped", { note: "not reached" });
	if (!isLate) return {
		...verdict,
		state: "failed",
		done: true,
		trouble: why
	};
	const cause = `Not done within ${wordsOfSetting(timeoutMs)}. ${why.cause}`;
	return {
		...verdict,
		state: "failed",
		done: true,
		trouble: {
			...why,
			cause,
			lateMs: timeoutMs
		}
	};
}
function endedElsewhere(state) {
	return {
		cause: `The drill was over before it was done: its state is "${state}".`,
		advice: "Nobody but the check itself should end it; run it again.",
		passes: true
	};
}
/** Each cause once: a relay that is down fails several hops, and is one problem. */
function problemsOf(hops) {
	const byCause = /* @__PURE__ */ new Map();
	for (const { name, trouble } of hops) {
		if (trouble === null) continue;
		const known = byCause.get(trouble.cause);
		byCause.set(trouble.cause, {
			...trouble,
			hops: [...known?.hops ?? [], name]
		});
	}
	return [...byCause.values()];
}
// src/domain/drill/drill.ts
/** The tag of an alert that names its drill's nonce. */
const drillTag = "stormrelay.drill";
// src/action/relay/payload.ts
/** How many alerts a storm sends, and of how many services: well above what the relay calls a storm. */
const stormAlerts = 12;
const stormServices = 6;
/** How many alerts a scenario sends. */
function alertsOf(scenario) {
	return scenario === "storm" ? stormAlerts : 1;
}
/** The alerts of a drill, signed as Sentry does: HMAC-SHA256 over the exact body, in hex. */
function signedAlerts({ scenario, subject, level, secret }, ticket, { now, random }) {
	const at = now();
	const hex = (bytes) => Buffer.from(random(bytes)).toString("hex");
	const isStorm = scenario === "storm";
	const [type, value] = isStorm ? refusedBy(random(10)) : nothingBroken;
	return Array.from({ length: ticket.alerts }, (_, index) => {
		const service = isStorm ? `${subject.service}-drill-${index % stormServices + 1}` : subject.service;
		const body = eventAlert({
			nonce: ticket.nonce,
			eventId: hex(16),
			issueId: String(Number.parseInt(hex(5), 16)),
			type,
			value,
			subject: {
				...subject,
				service
			},
			level
		}, at);
		return {
			body,
			headers: {
				"content-type": "application/json",
				"sentry-hook-resource": "event_alert",
				"sentry-hook-timestamp": String(Math.floor(at / 1e3)),
				"sentry-hook-signature": createHmac("sha256", secret).update(body).digest("hex"),
				"request-id": hex(16),
				"stormrelay-drill": ticket.id
			}
		};
	});
}
const nothingBroken = ["StormrelayDrill", "This is a drill: nothing is broken."];
/** `.invalid` resolves nowhere (RFC 2606). Only letters are unique: the relay masks digits when it compares. */
function refusedBy(random) {
	return ["Error", `connect ECONNREFUSED drill-${Array.from(random, (byte) => String.fromCharCode(97 + byte % 26)).join("")}.invalid:6379`];
}
/**
* The body of an `event_alert.triggered` in Sentry's own order of keys (getsentry/sentry, AppPlatformEvent), as Python
* writes it: no spaces, ASCII only.
*/
function eventAlert({ type, value, subject, level, nonce, eventId, issueId }, at) {
	const { service, environment, release } = subject;
	const body = {
		action: "triggered",
		installation: { uuid: "00000000-0000-4000-8000-000000000000" },
		data: {
			event: {
				event_id: eventId,
				release,
				platform: "node",
				datetime: new Date(at).toISOString().replace("Z", "000Z"),
				tags: [
					["environment", environment],
					["level", level],
					...release === null ? [] : [["release", release]],
					["service", service],
					[drillTag, nonce]
				],
				culprit: "stormrelay.drill in run",
				environment,
				exception: { values: [{
					type,
					value,
					module: null,
					mechanism: {
						type: "generic",
						handled: false
					},
					stacktrace: null
				}] },
				level,
				metadata: {
					type,
					value
				},
				timestamp: Math.floor(at) / 1e3,
				title: `${type}: ${value}`,
				type: "error",
				web_url: `https://stormrelay-drill.sentry.invalid/issues/${issueId}/events/${eventId}/`,
				issue_id: issueId
			},
			triggered_rule: "stormrelay drill"
		},
		actor: {
			type: "application",
			id: "sentry",
			name: "Sentry"
		}
	};
	return JSON.stringify(body).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
// src/action/run/end-drill.ts
/** How long the relay may take to resolve and mark what a drill created. */
const clearingMs = 1e4;
/** The same when somebody waits for the check to stop; the `post` step of the Action goes on with it. */
const hurriedMs = 3e3;
const callMs = 5e3;
const againMs = 500;
/** Ends the drill with its result, and sees that nothing of it stays open. */
async function endDrill(drill, id) {
	const { watch, cancel } = drill.parts;
	const verdict = drill.verdict();
	const end = {
		result: verdict.result,
		summary: summaryOf$1(verdict)
	};
	const hurried = cancel.aborted;
	const withinMs = hurried ? hurriedMs : clearingMs;
	const cleanup = await clearUp(id, end, {
		...drill.parts,
		withinMs,
		cancel: hurried ? null : cancel
	});
	if (cleanup.kind === "clean") watch.closed(id);
	drill.note({ cleanup });
}
/** Ends a drill, and waits until everything that it created is resolved and marked. Never rejects. */
async function clearUp(id, end, { client, surroundings, withinMs, cancel }) {
	const began = surroundings.now();
	const left = () => withinMs - (surroundings.now() - began);
	const pause = (ms) => surroundings.sleep(ms, cancel ?? void 0);
	const isCut = () => cancel?.aborted === true;
	for (;;) {
		const { answer } = await client.end(id, end, {
			withinMs: Math.min(callMs, left()),
			cancel: null
		});
		if (answer.ok || answer.failure.kind === "refused" && answer.failure.status === 409) break;
		if (!mayPass(answer.failure) || left() <= againMs || isCut()) return {
			kind: "unknown",
			failure: answer.failure
		};
		await pause(againMs);
	}
	let leftOpen = ["The relay did not say what."];
	while (left() > 0 && !isCut()) {
		const { answer } = await client.report(id, {
			withinMs: Math.min(callMs, left()),
			cancel
		});
		if (answer.ok) ({leftOpen} = answer.value);
		if (answer.ok && leftOpen.length === 0 && isOverThere(answer.value.state)) return {
			kind: "clean",
			ms: surroundings.now() - began
		};
		await pause(Math.min(100, Math.max(0, left())));
	}
	return {
		kind: "open",
		leftOpen
	};
}
/** The result as the drill's message shows it. */
function summaryOf$1({ result, hops, problems }) {
	const reached = hops.flatMap(({ name, ms, how }) => how === null || ms === null ? [] : `${hopTitles[name]} in ${wordsOfMs(ms)} (${how})`);
	const text = result === "passed" ? reached.join(", ") : problems.map(({ cause }) => cause).join(" ");
	return (text === "" ? result : text).slice(0, 300);
}
// src/action/run/running-drill.ts
/** How long one call may take: whoever needs longer would also have lost Sentry's webhook. */
const longestCallMs = 5e3;
/** One try while it runs: what it has seen, and how much time it has left. */
var RunningDrill = class {
	parts;
	seen;
	constructor(parts) {
		this.parts = parts;
		this.seen = nothingSeen(parts.surroundings.now());
	}
	verdict() {
		return judge(this.seen, this.parts.settings);
	}
	/** Notes what was seen, and tells who watches which hops are done by it. */
	note(more) {
		const { surroundings, watch } = this.parts;
		this.seen = {
			...this.seen,
			...more
		};
		const { settled } = this.seen;
		const done = this.verdict().hops.filter((hop) => hop.done && !(hop.name in settled));
		const now = surroundings.now();
		const doneNow = Object.fromEntries(done.map(({ name }) => [name, now]));
		this.seen = {
			...this.seen,
			settled: {
				...settled,
				...doneNow
			}
		};
		for (const hop of this.verdict().hops) if (hop.name in doneNow) watch.hop(hop);
	}
	/** Nothing more is waited for. The first reason stays. */
	stop(over) {
		this.note({ over: this.seen.over ?? (this.parts.cancel.aborted ? "cancelled" : over) });
	}
	isOver() {
		return this.seen.over !== null || this.parts.cancel.aborted;
	}
	remainingMs() {
		const { surroundings, settings } = this.parts;
		return Math.max(0, this.seen.startedAt + settings.timeoutMs - surroundings.now());
	}
	/** A call that has to end before the try does. */
	bounds() {
		return {
			withinMs: Math.min(longestCallMs, this.remainingMs()),
			cancel: this.parts.cancel
		};
	}
};
// src/action/run/drill-run.ts
/** Runs one drill from its registration to its end. Never rejects for what the relay does. */
async function runDrill(parts) {
	const drill = new RunningDrill(parts);
	await recordDeploy(drill);
	const ticket = await register(drill);
	if (ticket !== null) {
		await send(drill, ticket);
		await follow(drill, ticket.id);
		await endDrill(drill, ticket.id);
	}
	drill.note({ endedAt: parts.surroundings.now() });
	return {
		seen: drill.seen,
		verdict: drill.verdict()
	};
}
async function recordDeploy(drill) {
	const { settings, client } = drill.parts;
	if (settings.deploy === null) return;
	const called = await client.recordDeploy(settings.deploy, drill.bounds());
	const { answer } = called;
	drill.note({ deploy: callSeen(called) });
	if (answer.ok) tell(drill, answer.value);
	else if (answer.failure.kind !== "refused" || [401, 403].includes(answer.failure.status)) drill.stop("stopped");
}
function callSeen({ at, ms, answer }) {
	return {
		at,
		ms,
		failure: answer.ok ? null : answer.failure
	};
}
function tell(drill, notes) {
	for (const note of notes) drill.parts.watch.note(note);
	drill.note({ notes: [...drill.seen.notes, ...notes] });
}
async function register(drill) {
	if (drill.isOver()) {
		drill.stop("cancelled");
		return null;
	}
	const { settings, client, watch } = drill.parts;
	const { scenario, subject } = settings;
	const called = await client.register({
		scenario,
		alerts: alertsOf(scenario),
		subject
	}, drill.bounds());
	drill.note({ register: callSeen(called) });
	if (!called.answer.ok) {
		drill.stop("stopped");
		return null;
	}
	const ticket = called.answer.value;
	const { id, alerts, provable } = ticket;
	watch.registered(id);
	tell(drill, ticket.notes);
	drill.note({ ticket: {
		id,
		alerts,
		provable
	} });
	if (expectedOf(settings, ticket).some((kind) => !provable.includes(kind))) drill.stop("stopped");
	return ticket;
}
/** All at once, as they would come in a storm. */
async function send(drill, ticket) {
	if (drill.isOver()) return;
	const { settings, client, surroundings } = drill.parts;
	const { scenario, subject, drillSecret: secret } = settings;
	const alerts = signedAlerts({
		scenario,
		subject,
		secret,
		level: scenario === "single" && expectedOf(settings, ticket).includes("page") ? "fatal" : "error"
	}, ticket, surroundings);
	const calls = await Promise.all(alerts.map((alert) => client.alert(alert, drill.bounds())));
	drill.note({ alerts: calls.map(callSeen) });
	if (calls.some(({ answer }) => !answer.ok)) drill.stop("stopped");
}
/** Polls until every hop is done or the time is up. The relay looks around at every poll: it reads back and probes. */
async function follow(drill, id) {
	const { client, surroundings, cancel } = drill.parts;
	const began = surroundings.now();
	while (!drill.isOver()) {
		const { answer } = await client.report(id, drill.bounds());
		if (cancel.aborted) break;
		if (!answer.ok && drill.remainingMs() < 1 && drill.seen.report !== null) drill.stop("timeout");
		else drill.note(answer.ok ? {
			report: answer.value,
			pollFailure: null
		} : { pollFailure: answer.failure });
		const pauseMs = pauseAfter(surroundings.now() - began);
		if (isDone(drill.verdict())) drill.stop("settled");
		else if (answer.ok ? isOverThere(answer.value.state) : !mayPass(answer.failure)) drill.stop("stopped");
		else if (drill.remainingMs() <= pauseMs) drill.stop("timeout");
		else await surroundings.sleep(pauseMs, cancel);
	}
	drill.stop("cancelled");
}
/** Often while people would notice the difference, seldom when it takes long anyway. */
function pauseAfter(elapsedMs) {
	if (elapsedMs < 5e3) return 100;
	return elapsedMs < 2e4 ? 250 : 500;
}
// src/action/run/tries.ts
/** The try that decides. */
function lastOf(runs) {
	return runs.at(-1) ?? runs[0];
}
/** The whole check in the real world, for the Action and the command alike. */
function runCheck(parts) {
	const surroundings = systemSurroundings();
	const { relay: url, token } = parts.settings;
	const trace = (line) => parts.watch.trace(line);
	const client = createRelayClient({
		url,
		token,
		surroundings,
		redactor: parts.redactor,
		trace
	});
	return runTries({
		...parts,
		client,
		surroundings
	});
}
const firstPauseMs = 2e3;
/** A relay that asks for more patience than this is not waited for. */
const longestPauseMs = 6e4;
/** Tries until the check passes, fails for good, or has no try left. The last one decides. */
async function runTries(parts) {
	let { settings } = parts;
	let last = await runDrill(parts);
	const earlier = [];
	while (earlier.length < settings.retries && last.verdict.mayPass) {
		const pauseMs = pauseBefore(earlier.length + 1, last);
		parts.watch.again(earlier.length + 2, pauseMs, last.verdict.problems[0]?.cause ?? "");
		await parts.surroundings.sleep(pauseMs, parts.cancel);
		if (parts.cancel.aborted) return [...earlier, cancelled(last)];
		if (last.seen.deploy?.failure === null) settings = {
			...settings,
			deploy: null
		};
		earlier.push(last);
		last = await runDrill({
			...parts,
			settings
		});
	}
	return [...earlier, last];
}
/** The pause doubles, and is never shorter than what the relay asked for. */
function pauseBefore(retry, { seen }) {
	const asked = [seen.register, ...seen.alerts].flatMap((call) => call?.failure ?? []).map((failure) => failure.kind === "refused" ? failure.retryAfterMs ?? 0 : 0);
	return Math.min(longestPauseMs, Math.max(firstPauseMs * 2 ** (retry - 1), ...asked));
}
/** Whoever stops the check between two tries gets `cancelled`, not a failure that is no longer the last word. */
function cancelled({ seen, verdict }) {
	const said = {
		result: "cancelled",
		problems: [],
		mayPass: false,
		unreachable: false
	};
	return {
		seen,
		verdict: {
			...verdict,
			...said
		}
	};
}
// src/domain/text/one-stop.ts
/** A sentence as a headline, or as a part of a longer one. */
function withoutStop(text) {
	return text.endsWith(".") ? text.slice(0, -1) : text;
}
// src/domain/text/visible-text.ts
/**
* What no reader sees and what changes how the rest is read: control characters but newline and tab (ESC, and with it
* every command of a terminal; CR, which writes over what was said), halves of surrogate pairs, separators of lines,
* what is no character at all, and whatever Unicode calls ignorable or a format: marks of direction, zero-width
* characters, fillers, tags. Formats that can be seen stay: the number signs of Arabic, Syriac and Kaithi.
* Unicode Standard Annex 44, "Default_Ignorable_Code_Point"; chapter 9.2, "Prepended Concatenation Marks".
*/
const unseen = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\n\t\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]/gv;
/** Scripts that are spelled with joiners; elsewhere a joiner only hides between letters. */
const joined$1 = /^[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}]/u;
/** What words and emoji may be spelled with: joiners and variation selectors. */
const spelling = /^[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;
/** Code units beside a character that can say what it is there for. */
const near = 8;
/** The text with something else in the place of each character that cannot be seen; those that words are spelled with stay. */
function replaceUnseen(text, by) {
	return text.replaceAll(unseen, (found, at) => {
		if (!spelling.test(found)) return by(found);
		return isSpelling(found, text.slice(Math.max(0, at - near), at), text.slice(at + found.length, at + found.length + near)) ? found : by(found);
	});
}
/** The invisible characters that ordinary words and emoji are spelled with, each only where it has that work to do. */
function isSpelling(found, before, after) {
	if (/^[\uFE0E\uFE0F]$/.test(found)) return /[\d#*]$/.test(before) ? after.startsWith("⃣") : /\p{Emoji}$/u.test(before);
	if (/^[\uFE00-\uFE0D]$/.test(found)) return /[\p{Sm}\p{Script=Han}\p{Script=Mymr}\p{Script=Phag}]$/u.test(before);
	if (/^[\u{E0100}-\u{E01EF}]$/u.test(found)) return /\p{Script=Han}$/u.test(before);
	if (found === "‍" && /^\p{Extended_Pictographic}/u.test(after)) return /\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?$/u.test(before);
	if (found === "‌" || found === "‍") return joined$1.test(after) && joined$1.test(/.\p{M}*$/u.exec(before)?.[0] ?? "");
	return false;
}
// src/domain/text/printable.ts
/**
* A text as part of one line on a terminal: what would move the cursor, change colours, begin a new line, turn the
* direction of reading or hide between letters becomes a blank. Error texts and vendors' words are among what is
* printed.
*/
function printable(text) {
	return replaceUnseen(text, () => "\n").replaceAll(/[\n\t]+/g, " ");
}
// src/action/tell/lines.ts
/** The whole check as a text: what is wrong comes first. */
function headlineOf({ verdict }, settings) {
	const { result, problems, hops } = verdict;
	const { subject, scenario } = settings;
	const where = `in ${subject.environment}`;
	if (result === "cancelled") return `The check of alerting ${where} was cancelled`;
	if (result === "failed") return `${whatFailed(problems)}. ${consequenceOf(settings)}`;
	const reached = hops.flatMap(({ name, how, ms }) => how === null || ms === null ? [] : [`${hopTitles[name]} in ${wordsOfMs(ms)}`]);
	const what = scenario === "storm" ? "A storm" : "An error";
	return reached.length === 0 ? `${what} ${where} reaches the relay; that it reaches a human was not proven` : `${what} ${where} still reaches ${reached.join(" and ")}`;
}
/** What a check that failed means. */
function consequenceOf({ subject }) {
	return `An error in ${subject.environment} might wake nobody`;
}
/** What is wrong, as the beginning of everything that tells of it. */
function whatFailed(problems) {
	const [first = "", second, ...others] = problems.map(briefly);
	const more = others.length === 0 ? [] : [`and ${others.length} more`];
	return [
		first,
		...second === void 0 ? [] : [second],
		...more
	].join("; ");
}
/** A problem in a few words: the troubles that are known by their codes, or else its cause. */
function briefly({ met = [], lateMs, cause }) {
	const known = met.map(({ code, receiver }) => briefOf(code, receiver?.split("/").at(-1) ?? null));
	const places = met.map(({ at, isReal }) => `${hopTitles[at]}${isReal ? " for real alerts" : ""}`);
	if (known.length === 0 || known.includes(null)) return shortened$1([...new Set(places), withoutStop(cause)].join(": "));
	const late = lateMs === void 0 ? "" : `, not done within ${wordsOfSetting(lateMs)}`;
	return shortened$1(`${known.map((brief, index) => `${places[index]}: ${brief}`).join("; ")}${late}`);
}
/** As much as GitHub takes as a title. */
function shortened$1(text) {
	return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}
/** What to know of a check that was cancelled. */
const afterCancel = "Run it again to know. What it began is ended, at the latest by its post step.";
/** A hop as one line of a log. */
function hopLine({ name, state, ms, limit, how, note, trouble }) {
	const time = ms === null ? "" : wordsOfMs(ms);
	const details = [
		limit === null || ms === null ? null : `limit ${wordsOfSetting(limit)}`,
		how,
		note,
		trouble?.cause
	].filter((part) => (part ?? "") !== "").join(", ");
	return `${state.padEnd(8)} ${hopTitles[name].padEnd(17)} ${time.padStart(8)}  ${details}`.trimEnd();
}
/** A text as part of one line of a log; a runner takes commands, in their old form, from anywhere in it. */
function oneLine(text) {
	return printable(text).replaceAll("##[", "## [");
}
// src/action/tell/report-json.ts
/** The whole check as data, for programs. Fields may be added; none changes its meaning. */
function reportOf(runs, settings) {
	const last = lastOf(runs);
	const { relay, subject, scenario, expect, limits, timeoutMs, deploy } = settings;
	return {
		version: 1,
		result: last.verdict.result,
		headline: headlineOf(last, settings),
		relay,
		scenario,
		subject,
		expect: expect ?? "what the relay can prove",
		limits: {
			...limits,
			timeout: timeoutMs
		},
		deploy,
		...tryOf(last),
		warnings: last.verdict.warnings,
		tries: runs.map((run) => ({
			result: run.verdict.result,
			...tryOf(run)
		})),
		relayReport: last.seen.report
	};
}
function tryOf({ seen, verdict }) {
	return {
		drill: seen.ticket?.id ?? null,
		startedAt: new Date(seen.startedAt).toISOString(),
		durationMs: seen.endedAt === null ? null : Math.round(seen.endedAt - seen.startedAt),
		hops: verdict.hops.map((hop) => ({
			...hop,
			doneAfterMs: doneAfter(seen, hop.name, seen.startedAt)
		})),
		problems: verdict.problems
	};
}
// src/domain/text/web-address.ts
/** Protocols of pages. */
const webProtocols = ["https:", "http:"];
const httpsOnly = ["https:"];
/** How long an address may be that people or programs are led to; what is longer hides where it leads. */
const longestAddress = 2e3;
/**
* An address that people may be shown and programs may call: absolute, of one of these protocols, without a user name
* or password, which would tell who asks, or pass for a host (`https://sentry.io@evil.example`), and at most `longest`
* characters long, as written and as parsed. Null for every other text. Whether its host is the right one is for the
* caller to say.
*/
function webAddress(text, { protocols = httpsOnly, longest = longestAddress } = {}) {
	const url = text.length > longest ? null : URL.parse(text);
	if (url === null || !protocols.includes(url.protocol)) return null;
	if (url.username !== "" || url.password !== "" || url.href.length > longest) return null;
	return url;
}
// src/domain/text/markdown.ts
const longest = 500;
/**
* A text from outside as a text inside Markdown and HTML: whatever could begin markup, a link, a mention or a table
* cell is written as a character reference, which CommonMark never reads as structure. What is harmless where it
* stands is left as it is, so that a summary can be read and searched as plain text too.
*/
function escaped(text) {
	const line = printable(text).replaceAll(/\s+/g, " ").trim();
	return (line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line).replaceAll(special, (character) => `&#${character.codePointAt(0) ?? 65533};`);
}
/**
* Marks of Markdown and HTML anywhere; an underscore that is not inside a word; what begins a list or underlines a
* heading, at the beginning; and what makes GitHub see an address (GFM, "Autolinks (extension)").
*/
const special = /[<>&|`*[\]{}#@\\~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-+=:]|(?<=^\d+)[.)]|(?<=(?:https?|ftp|mailto|xmpp)):|(?<=www)\./giu;
/** A link that can be clicked, or only its text when the address is none of the web. */
function link(label, address) {
	const url = webAddress(address, { protocols: webProtocols });
	if (url === null) return escaped(label);
	const href = url.href.replaceAll(/[^A-Za-z0-9:/?#@!$&+,;=%._~-]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
	return `[${escaped(label)}](<${href}>)`;
}
/** A table; its cells are Markdown already. */
function table(head, rows) {
	return [
		head,
		head.map(() => "---"),
		...rows
	].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
// src/action/tell/summary-markdown.ts
const resultMarks = {
	passed: "✅",
	failed: "❌",
	cancelled: "⚪"
};
/** The job summary: what failed and what to do first, then what was checked; hop by hop for whoever unfolds it. */
function summaryOf(runs, settings) {
	const last = lastOf(runs);
	const { result, problems, warnings, hops } = last.verdict;
	const isFailed = result === "failed";
	const isAlone = isFailed && problems.length === 1;
	return paragraphs([
		`## ${resultMarks[result]} ${shown(isFailed ? whatFailed(problems) : headlineOf(last, settings))}`,
		...problems.map((problem) => told(problem, isAlone)),
		isFailed ? `${shown(consequenceOf(settings))}.` : "",
		result === "cancelled" ? afterCancel : "",
		...warnings.map((warning) => `⚠️ ${told(warning)}`),
		aboutLine(last, settings),
		last.seen.notes.map((note) => `- ${shown(note)}`).join("\n"),
		linksLine(last),
		"<details><summary>Every hop, and when it was done</summary>",
		table([
			"hop",
			"result",
			"time",
			"limit",
			"how",
			"done after",
			"notes"
		], hops.map((hop) => hopCells(hop, last))),
		runs.length < 2 ? "" : runs.map(tryLine).join("\n"),
		"</details>"
	]);
}
/** The job summary of a check that could not begin. */
function inputSummary(problems) {
	const lines = problems.map(({ input, message }) => `- **${input}**: ${shown(message)}`);
	return paragraphs([`## ❌ The check could not begin: wrong input ${problems.map(({ input }) => input).join(", ")}`, lines.join("\n")]);
}
function paragraphs(parts) {
	return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
/** What to do, and what was met; under a headline that names the problem already, without its name. */
function told(problem, isNamed = false) {
	const brief = briefly(problem);
	const { cause, advice } = problem;
	return [
		...isNamed ? [] : [`**${shown(brief)}**`],
		...advice === "" ? [] : [`**To do:** ${shown(advice)}`],
		...cause === brief || cause === `${brief}.` ? [] : [shown(cause)]
	].join("<br>");
}
/** A text from outside. Its backticks would be seen as they are, and mean nothing here. */
function shown(text) {
	return escaped(text.replaceAll("`", ""));
}
/** What was checked: the change, where, by whom, and with which drill. */
function aboutLine({ seen }, { subject, relay, scenario, deploy }) {
	const { service, environment, release, by } = subject;
	return joined([
		`**${shown(service)}**`,
		shown(environment),
		release && `release ${shown(shortened(release))}`,
		deploy?.what && shown(deploy.what),
		by && `by ${shown(by)}`,
		deploy?.compareUrl && link("what changed", deploy.compareUrl),
		scenario === "storm" && (seen.ticket ? `a storm of ${seen.ticket.alerts} alerts` : "a storm"),
		seen.ticket && shown(seen.ticket.id),
		`relay ${shown(relay)}`,
		seen.endedAt !== null && wordsOfMs(seen.endedAt - seen.startedAt)
	]);
}
/** A release with its commit as Git shortens it. */
function shortened(release) {
	return release.replaceAll(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/g, (commit) => commit.slice(0, 7));
}
/** What there is of these, as parts of one line. */
function joined(parts) {
	return parts.filter((part) => typeof part === "string").join(" · ");
}
const stateMarks = {
	ok: "✅ ok",
	slow: "❌ slow",
	failed: "❌ failed",
	warned: "⚠️ see above",
	waiting: "⏳ waiting",
	unknown: "❔ unknown"
};
function hopCells(verdict, { seen }) {
	const { name, state, ms, limit, how, note } = verdict;
	const inWords = (ms) => ms === null ? "" : wordsOfMs(ms);
	const within = limit === null ? "" : wordsOfSetting(limit);
	const cells = [
		inWords(ms),
		within,
		how ?? "",
		inWords(doneAfter(seen, name, seen.startedAt))
	];
	return state === "skipped" ? [
		hopTitles[name],
		`➖ ${shown(note ?? "not reached")}`,
		"",
		"",
		"",
		"",
		""
	] : [
		hopTitles[name],
		stateMarks[state],
		...cells,
		shown(note ?? "")
	];
}
function tryLine({ seen, verdict }, index) {
	const { result, problems } = verdict;
	const why = problems.length === 0 ? "" : `: ${whatFailed(problems)}`;
	return `- ${resultMarks[result]} try ${index + 1}, ${shown(`${seen.ticket?.id ?? "none registered"}${why}`)}`;
}
function linksLine({ seen }) {
	const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) => address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)]);
	return links.length === 0 ? "" : `**See it**: ${joined(links.slice(0, 10))}`;
}
// src/action/runner/github-context.ts
/** Only a push tells what changed; a payload of any other event, or none, is no mistake. */
const pushEvent = /* @__PURE__ */ object({
	compare: /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ string()), null),
	head_commit: /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ object({ message: /* @__PURE__ */ string() })), null),
	commits: /* @__PURE__ */ _catch(/* @__PURE__ */ array(/* @__PURE__ */ unknown()), [])
});
/** Reads the context that GitHub gives. `readEvent` reads the file with the event's payload. */
function githubContext(variables, readEvent) {
	const repository = named(variables["GITHUB_REPOSITORY"]);
	const server = variables["GITHUB_SERVER_URL"] ?? "https://github.com";
	const release = named(variables["GITHUB_SHA"]);
	const run = named(variables["GITHUB_RUN_ID"]);
	const event = eventAt(variables["GITHUB_EVENT_PATH"] ?? "", readEvent);
	const linkIn = (folder, id) => repository === null || id === null ? null : linkTo(`${server}/${repository}/${folder}/${id}`);
	return {
		service: named(repository?.split("/").at(-1)),
		release,
		by: named(variables["GITHUB_ACTOR"]),
		what: whatChanged(event),
		compareUrl: linkTo(event?.compare ?? "") ?? linkIn("commit", release),
		runUrl: linkIn("actions/runs", run)
	};
}
function eventAt(path, readEvent) {
	try {
		return path === "" ? null : pushEvent.parse(JSON.parse(readEvent(path)));
	} catch {
		return null;
	}
}
function whatChanged(event) {
	const line = named(event?.head_commit?.message.trimStart().split("\n")[0])?.slice(0, 200) ?? null;
	const commits = event?.commits.length ?? 0;
	return line === null || commits < 2 ? line : `${line} (${commits} commits)`;
}
/** An address as the relay keeps it; a link that was cut leads nowhere. */
function linkTo(text) {
	return webAddress(text, { protocols: webProtocols })?.href ?? null;
}
function named(text) {
	return text?.trim() || null;
}
// src/action/runner/runner-files.ts
/** What the next step of this action is to know. False when the runner's file takes nothing. */
function saveForPost(name, value) {
	try {
		saveState(name, value);
		return true;
	} catch {
		return false;
	}
}
/** What the main step left behind; null when there is nothing to do, or it saved nothing that can be read. */
function leftByMain() {
	const relay = getState("relay");
	const drills = (/* @__PURE__ */ array(/* @__PURE__ */ string())).safeParse(parsedJson(getState("openDrills"))).data ?? [];
	return isAddress(relay) && drills.length > 0 ? {
		relay,
		drills
	} : null;
}
/** Outputs for the steps that follow. */
function giveOutputs(outputs) {
	tryTo("The outputs could not be written for the next steps", () => {
		for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	});
}
/** The job summary, where the runner has a place for one. */
function writeSummary(text) {
	const file = process.env["GITHUB_STEP_SUMMARY"] ?? "";
	if (file !== "") tryTo("The job summary could not be written", () => appendFileSync(file, text));
}
/** The path of the report; empty when it could not be written. */
function writeReport(text) {
	const folder = process.env["RUNNER_TEMP"] ?? "";
	const file = path.join(folder === "" ? tmpdir() : folder, `stormrelay-check-${randomUUID()}.json`);
	const write = () => writeFileSync(file, `${text}\n`, { mode: 384 });
	return tryTo(`The report could not be written to ${file}`, write) ? file : "";
}
/** A file that takes nothing changes nothing of what was found out, and is told of. */
function tryTo(complaint, write) {
	try {
		write();
		return true;
	} catch (error) {
		warning(`${complaint}: ${error instanceof Error ? error.message : String(error)}`);
		return false;
	}
}
// src/action/runner/settings.ts
/** A text that fits; what is wrong with any other is never told with the text itself: it may be a secret. */
function fitting(pattern, problem) {
	return (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(pattern, problem));
}
function read(from, meaning) {
	return /* @__PURE__ */ pipe(from, /* @__PURE__ */ transform(meaning));
}
const example = "for example https://relay.example.com";
/** The base address of a relay, without a slash at its end. */
const relayAddress = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _minLength(1, `It is empty. Write the relay's address, ${example}`), /* @__PURE__ */ refine(isAddress, `It is no http(s) address. Write the relay's address, ${example}`), /* @__PURE__ */ refine((given) => webAddress(given, { protocols: webProtocols }) !== null, "An address with a user or password in it ends in logs. Write it without, in at most 2,000 characters; a gateway must let CI pass."), /* @__PURE__ */ _regex(/^[^?#]*[?#]?$/, `Write the address without what follows "?" or "#", ${example}`));
const noAddress = /* @__PURE__ */ refine((given) => !isAddress(given), "It is an address, and no secret. Two values were probably mixed up.");
/** A text of one line, as long as the relay takes it. */
function line(longest) {
	const problem = `It is longer than ${longest} characters, or has a line break in it. Write one short line.`;
	return fitting(/^[^\u0000-\u001f\u007f]*$/, problem).check(/* @__PURE__ */ _maxLength(longest, problem));
}
const name = line(100).check(/* @__PURE__ */ _minLength(1, "It is empty, and nothing tells what it should be. Write a name."));
function oneOf(words, problem) {
	return /* @__PURE__ */ pipe((/* @__PURE__ */ string()).check(/* @__PURE__ */ _toLowerCase()), /* @__PURE__ */ _enum(words, problem));
}
/** A time in ms, within bounds; a plain number is of this unit. */
function time(unit, [least, most], problem) {
	return /* @__PURE__ */ pipe(read(/* @__PURE__ */ string(), (given) => durationOf(given.replace(/^[\d.]+$/, `$&${unit}`))), (/* @__PURE__ */ number(problem)).check(/* @__PURE__ */ _gte(least, problem), /* @__PURE__ */ _lte(most, problem)));
}
const limit = time("ms", [1, Infinity], "It is no number of milliseconds. Write it as 1000, or with a unit as 1s.");
/** The inputs of a check by the names that action.yml gives them: what their texts mean, or what to write instead. */
const inputShape = /* @__PURE__ */ object({
	"relay-url": read(relayAddress, (given) => {
		const { origin, pathname } = new URL(given);
		return `${origin}${pathname}`.replace(/\/+$/, "");
	}),
	"drill-secret": fitting(/^[^\r\n]*$/, "It has a line break in it. Copy the secret again, as one line.").check(noAddress, /* @__PURE__ */ _minLength(1, "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret.")),
	token: fitting(/^[\x21-\x7e]*$/, "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again.").check(noAddress),
	environment: name,
	service: name,
	release: read(line(200), (given) => given === "" ? null : given),
	expect: read(fitting(/^(?:ack-only|(?:slack|page)(?:\s*,\s*(?:slack|page))*)?$/i, "It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove."), (given) => given === "" ? null : ["slack", "page"].filter((hop) => given.toLowerCase().includes(hop))),
	timeout: time("s", [1e3, 54e4], "It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms."),
	"max-ack-ms": limit,
	"max-slack-ms": limit,
	"max-page-ms": limit,
	scenario: oneOf(["single", "storm"], "It is something else. Write single or storm."),
	"on-failure": oneOf(["fail", "warn"], "It is something else. Write fail or warn."),
	"record-deploy": read(oneOf(["true", "false"], "It is neither true nor false. Write one of them."), (word) => word === "true"),
	retries: read(fitting(/^(?:\d|10)$/, "It is no number of tries from 0 to 10. Write one of them."), Number)
});
/** All names, in the order in which they are documented. */
const inputNames = Object.keys(inputShape.shape);
/** What an empty one means, where it means something. */
const inputDefaults = {
	environment: "production",
	timeout: "60s",
	"max-ack-ms": "1000",
	"max-slack-ms": "10000",
	"max-page-ms": "10000",
	scenario: "single",
	"on-failure": "fail",
	"record-deploy": "true",
	retries: "0"
};
/** Those whose texts are never shown. */
const secretInputs = ["drill-secret", "token"];
/** Reads all inputs once. What they leave open, the context of the run fills. */
function readSettings(inputs, context) {
	const given = (name) => (inputs[name] ?? "").trim();
	const fromRun = {
		service: context.service ?? "stormrelay",
		release: context.release ?? ""
	};
	const texts = Object.fromEntries(inputNames.map((name) => [name, given(name) || (fromRun[name] ?? inputDefaults[name] ?? "")]));
	const read = inputShape.safeParse(texts);
	const problems = inputNames.flatMap((input) => {
		const wrong = read.error?.issues.find(({ path }) => path[0] === input)?.message;
		const message = heldSecret(input, given) ?? wrong;
		return message === void 0 ? [] : [{
			input,
			message
		}];
	});
	const onFailure = texts["on-failure"]?.toLowerCase() === "warn" ? "warn" : "fail";
	if (!read.success || problems.length > 0) return {
		ok: false,
		problems,
		onFailure
	};
	const { token, service, environment, release, expect, scenario, retries, ...told } = read.data;
	const { by, what, compareUrl, runUrl } = context;
	const subject = {
		service,
		environment,
		release,
		by
	};
	return {
		ok: true,
		settings: {
			relay: told["relay-url"],
			drillSecret: told["drill-secret"],
			token,
			subject,
			expect,
			scenario,
			timeoutMs: told.timeout,
			limits: {
				ack: told["max-ack-ms"],
				slack: told["max-slack-ms"],
				page: told["max-page-ms"]
			},
			onFailure,
			deploy: told["record-deploy"] ? {
				...subject,
				what,
				compareUrl,
				runUrl
			} : null,
			retries
		}
	};
}
/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function heldSecret(input, given) {
	if (secretInputs.some((name) => name === input)) return void 0;
	const held = secretInputs.find((name) => holdsSecret(given(input), given(name)));
	return held && `It holds the ${held === "token" ? "CI token" : "drill secret"}. Write that where it belongs, and nowhere else.`;
}
// src/action/runner/main.ts
/** The main step of the Action: runs the check, and says what came of it in every way that GitHub has. */
async function main() {
	const cancel = cancelOnSignals();
	const inputs = Object.fromEntries(inputNames.map((name) => [name, getInput(name)]));
	const redactor = maskSecrets();
	const read = readSettings(inputs, redactor.deep(githubContext(process.env, (file) => readFileSync(file, "utf8"))));
	if (!read.ok) {
		refuse(read, redactor);
		return;
	}
	const { settings } = read;
	publish(await runCheck({
		settings,
		redactor,
		watch: watchFor(settings, redactor),
		cancel
	}), settings, redactor);
}
/** GitHub masks what comes from its secrets; what comes from elsewhere is masked here. */
function maskSecrets() {
	const secrets = secretInputs.map((name) => getInput(name)).filter((secret) => secret !== "");
	for (const secret of secrets) setSecret(secret);
	return createRedactor(secrets);
}
/** Shows requests where the runner was told to debug. */
function tracing(redactor) {
	return (line) => isDebug() ? debug(redactor.text(line)) : void 0;
}
function refuse(read, redactor) {
	const isMissing = getInput("drill-secret") === "";
	const problems = read.problems.map(({ input, message }) => {
		return {
			input,
			message: `${message}${isMissing && input === "drill-secret" ? " A workflow of a fork does not get secrets." : ""}`
		};
	});
	const say = read.onFailure === "warn" ? warning : error;
	for (const { input, message } of problems) say(redactor.text(`${input}: ${message}`), { title: `stormrelay: input ${input}` });
	giveOutputs({ result: "failed" });
	writeSummary(redactor.text(inputSummary(problems)));
	if (read.onFailure === "fail") process.exitCode = 1;
}
function watchFor({ relay }, redactor) {
	const say = (line) => info(oneLine(redactor.text(line)));
	const open = /* @__PURE__ */ new Set();
	saveForPost("relay", relay);
	return {
		registered: (id) => {
			saveForPost("openDrills", [...open.add(id)]);
			say(`Drill ${id} at ${relay}`);
		},
		closed: (id) => {
			open.delete(id);
			saveForPost("openDrills", [...open]);
		},
		note: (sentence) => notice(redactor.text(sentence), { title: "stormrelay: drill" }),
		hop: (hop) => say(hopLine(hop)),
		again: (number, pauseMs, why) => say(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`),
		trace: tracing(redactor)
	};
}
function publish(runs, settings, redactor) {
	const clean = redactor.deep(runs);
	const last = lastOf(clean);
	const { result } = lastOf(runs).verdict;
	const report = writeReport(redactor.text(JSON.stringify(reportOf(clean, settings), null, 2)));
	giveOutputs({
		result,
		...redactor.deep({
			...outputsOf(last),
			report
		})
	});
	writeSummary(redactor.text(summaryOf(clean, settings)));
	const isTolerated = result === "failed" && settings.onFailure === "warn";
	const serious = isTolerated ? warning : error;
	const { problems, warnings } = last.verdict;
	for (const problem of problems) annotate(serious, problem, redactor);
	for (const warning$1 of warnings) annotate(warning, warning$1, redactor);
	if (result === "cancelled") warning(`The check was cancelled. ${afterCancel}`, { title: "stormrelay: cancelled" });
	info(oneLine(redactor.text(`${headlineOf(last, settings)}.`)));
	if (result !== "passed" && !isTolerated) process.exitCode = 1;
}
/** Says at the run what is wrong, and what to do, under the same headline as the summary. */
function annotate(say, problem, redactor) {
	const title = redactor.text(`stormrelay: ${oneLine(briefly(problem))}`);
	say(redactor.text(`${problem.cause}\nTo do: ${problem.advice}`), { title });
}
/** What the last try says, for the steps that follow: the outputs of the Action by name, empty where nothing is known. */
function outputsOf({ seen, verdict }) {
	const hops = seen.report?.hops ?? [];
	const ack = verdict.hops.find(({ name }) => name === "ack")?.ms;
	const taken = (kind) => stepOf(seen, kind)?.taken?.acceptedMs;
	const text = (ms) => ms == null ? "" : String(Math.round(ms));
	return {
		"ack-ms": text(seen.alerts.every(({ failure }) => failure === null) ? ack : null),
		"slack-ms": text(taken("slack")),
		"page-ms": text(taken("page")),
		"slack-permalink": hops.find(({ hop, link }) => hop === "slack" && link !== null)?.link ?? "",
		"pagerduty-dedup-key": hops.find(({ hop, handle }) => hop === "page" && handle !== null)?.handle ?? ""
	};
}
// src/action/runner/post.ts
/**
* The post step: ends what the main step left open, because it was cancelled or killed. It never fails the job: what
* cannot be ended expires by itself.
*/
async function post() {
	const left = leftByMain();
	if (left === null) return;
	const { relay: url, drills } = left;
	const redactor = maskSecrets();
	const surroundings = systemSurroundings();
	const trace = tracing(redactor);
	const client = createRelayClient({
		url,
		token: getInput("token"),
		surroundings,
		redactor,
		trace
	});
	const end = {
		result: "cancelled",
		summary: "The workflow stopped before the drill was done."
	};
	const ends = drills.map(async (id) => {
		const { trouble } = judgeCleanup(await clearUp(id, end, {
			client,
			surroundings,
			withinMs: clearingMs,
			cancel: null
		}), url);
		if (trouble === null) info(`Drill ${id} is ended; nothing of it is left open.`);
		else annotate(warning, {
			...trouble,
			hops: ["cleanup"],
			cause: `${id}: ${trouble.cause}`
		}, redactor);
	});
	await Promise.all(ends);
}
// src/action/runner/entry.ts
/**
* Both steps of the Action are this one file. dist/post.js says which it is: what the first saves cannot, when it was
* stopped before it saved anything.
*/
const isPost = process.env["STORMRELAY_STEP"] === "post" || getState("isPost") === "true";
bearClosedOutput();
try {
	if (!isPost && !saveForPost("isPost", "true")) warning("The state could not be written for the post step: if this step is killed, its drill ends after 10 minutes.");
	await (isPost ? post() : main());
} catch (error) {
	const what = error instanceof Error ? error.stack ?? error.message : String(error);
	const text = maskSecrets().text(`This is a bug in the check itself: ${what}`);
	if (isPost) warning(text);
	else setFailed(text);
}
export {};

/*!
This file holds parts of the following packages.

@actions/core

The MIT License (MIT)

Copyright 2019 GitHub

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

zod

MIT License

Copyright (c) 2025 Colin McDonnell

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/

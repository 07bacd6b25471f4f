import * as os from "os";
import { EOL } from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { constants, promises } from "fs";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
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
// node_modules/@actions/core/lib/summary.js
var __awaiter$1 = function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access, appendFile, writeFile } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	/**
	* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
	* Also checks r/w permissions.
	*
	* @returns step summary file path
	*/
	filePath() {
		return __awaiter$1(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants.R_OK | constants.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	/**
	* Wraps content in an HTML tag, adding any HTML attributes
	*
	* @param {string} tag HTML tag to wrap
	* @param {string | null} content content within the tag
	* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
	*
	* @returns {string} content wrapped in HTML element
	*/
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	/**
	* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
	*
	* @param {SummaryWriteOptions} [options] (optional) options for write operation
	*
	* @returns {Promise<Summary>} summary instance
	*/
	write(options) {
		return __awaiter$1(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	/**
	* Clears the summary buffer and wipes the summary file
	*
	* @returns {Summary} summary instance
	*/
	clear() {
		return __awaiter$1(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	/**
	* Returns the current summary buffer as a string
	*
	* @returns {string} string of summary buffer
	*/
	stringify() {
		return this._buffer;
	}
	/**
	* If the summary buffer is empty
	*
	* @returns {boolen} true if the buffer is empty
	*/
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	/**
	* Resets the summary buffer without writing to summary file
	*
	* @returns {Summary} summary instance
	*/
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	/**
	* Adds raw text to the summary buffer
	*
	* @param {string} text content to add
	* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	/**
	* Adds the operating system-specific end-of-line marker to the buffer
	*
	* @returns {Summary} summary instance
	*/
	addEOL() {
		return this.addRaw(EOL);
	}
	/**
	* Adds an HTML codeblock to the summary buffer
	*
	* @param {string} code content to render within fenced code block
	* @param {string} lang (optional) language to syntax highlight code
	*
	* @returns {Summary} summary instance
	*/
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML list to the summary buffer
	*
	* @param {string[]} items list of items to render
	* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML table to the summary buffer
	*
	* @param {SummaryTableCell[]} rows table rows
	*
	* @returns {Summary} summary instance
	*/
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds a collapsable HTML details element to the summary buffer
	*
	* @param {string} label text for the closed state
	* @param {string} content collapsable content
	*
	* @returns {Summary} summary instance
	*/
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML image tag to the summary buffer
	*
	* @param {string} src path to the image you to embed
	* @param {string} alt text description of the image
	* @param {SummaryImageOptions} options (optional) addition image attributes
	*
	* @returns {Summary} summary instance
	*/
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML section heading element
	*
	* @param {string} text heading text
	* @param {number | string} [level=1] (optional) the heading level, default: 1
	*
	* @returns {Summary} summary instance
	*/
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML thematic break (<hr>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML line break (<br>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML blockquote to the summary buffer
	*
	* @param {string} text quote text
	* @param {string} cite (optional) citation url
	*
	* @returns {Summary} summary instance
	*/
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML anchor tag to the summary buffer
	*
	* @param {string} text link text/content
	* @param {string} href hyperlink
	*
	* @returns {Summary} summary instance
	*/
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const summary = new Summary();
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
// src/action/runner/closed-output.ts
/**
* Lets the process go on when nobody reads its output any more (`… | head -1`): what it began has still to be ended,
* and an error that nobody listens to would end the process first.
*/
function bearClosedOutput() {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => {
		if (error.code !== "EPIPE") throw error;
	});
}
// src/action/runner/cancel-on-signals.ts
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
// src/action/judge/duration.ts
const units = {
	ms: 1,
	s: 1e3,
	m: 6e4
};
/** Reads `5` (seconds), `500ms`, `30s` or `2m` as milliseconds; null when it is none of them. */
function durationOf(text) {
	const match = /^(\d{1,7}(?:\.\d{1,3})?)\s*(ms|s|m)?$/.exec(text.trim());
	if (match === null) return null;
	const factor = units[match[2] ?? "s"] ?? 1e3;
	return Math.round(Number(match[1]) * factor);
}
/** A duration as people read it: to the millisecond where limits are, coarser where nobody counts them. */
function wordsOfMs(ms) {
	return ms < 1e4 ? `${Math.round(ms)} ms` : `${(ms / 1e3).toFixed(1).replace(/\.0$/, "")} s`;
}
/** A limit as people would set it. */
function wordsOfSetting(ms) {
	return ms % 1e3 === 0 ? `${ms / 1e3} s` : `${ms} ms`;
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
/** A special constant with type `never` */
const NEVER = /*@__PURE__*/ Object.freeze({ status: "aborted" });
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
// src/domain/web-address.ts
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
// src/action/runner/github-context.ts
const pushEvent = /* @__PURE__ */ object({
	compare: /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ string()), null),
	head_commit: /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ object({ message: /* @__PURE__ */ string() })), null),
	commits: /* @__PURE__ */ _catch(/* @__PURE__ */ array(/* @__PURE__ */ unknown()), [])
});
/** Reads the context that GitHub gives. `readEvent` reads the file with the event's payload. */
function githubContext(variables, readEvent) {
	const repository = variables["GITHUB_REPOSITORY"] ?? "";
	const home = repository === "" ? null : `${variables["GITHUB_SERVER_URL"] ?? "https://github.com"}/${repository}`;
	const sha = named(variables["GITHUB_SHA"]);
	const run = named(variables["GITHUB_RUN_ID"]);
	const event = eventAt(variables["GITHUB_EVENT_PATH"], readEvent);
	const commit = home === null || sha === null ? null : linkTo(`${home}/commit/${sha}`);
	return {
		service: named(repository.split("/").at(-1)),
		release: sha,
		by: named(variables["GITHUB_ACTOR"]),
		what: whatChanged(event),
		compareUrl: linkTo(event?.compare ?? null) ?? commit,
		runUrl: home === null || run === null ? null : linkTo(`${home}/actions/runs/${run}`)
	};
}
/** Only a push tells what changed; a payload of any other event, or none, is no mistake. */
function eventAt(path, readEvent) {
	if (path === void 0 || path === "") return null;
	try {
		const read = pushEvent.safeParse(JSON.parse(readEvent(path)));
		return read.success ? read.data : null;
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
	return text === null ? null : webAddress(text, { protocols: webProtocols })?.href ?? null;
}
function named(text) {
	const trimmed = text?.trim() ?? "";
	return trimmed === "" ? null : trimmed;
}
// src/action/judge/hop-verdict.ts
/** What a hop is, for people. */
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
const blank = {
	done: true,
	ms: null,
	limit: null,
	how: null,
	note: null,
	trouble: null
};
/** A hop that did what it should; slow when it took longer than its limit. */
function passed(name, details = {}) {
	const hop = {
		...blank,
		...details,
		name,
		state: "ok"
	};
	if (hop.ms === null || hop.limit === null || hop.ms <= hop.limit) return hop;
	return {
		...hop,
		state: "slow",
		trouble: slowness(name, hop.ms, hop.limit)
	};
}
/** A hop that fails the check. */
function failed(name, trouble, details = {}) {
	return {
		...blank,
		...details,
		name,
		state: "failed",
		trouble
	};
}
/** A hop that something is still expected of; without a trouble, missing it fails nothing. */
function waiting(name, trouble, details = {}) {
	return {
		...blank,
		...details,
		name,
		state: "waiting",
		done: false,
		trouble
	};
}
/** A hop whose trouble fails nothing. */
function warned(name, trouble, details = {}) {
	return {
		...blank,
		...details,
		name,
		state: "warned",
		trouble
	};
}
/** A hop that was not gone, and why. */
function skipped(name, note) {
	return {
		...blank,
		name,
		state: "skipped",
		note
	};
}
/** Whether this hop fails the check. */
function isFailing(hop) {
	return hop.state === "failed" || hop.state === "slow";
}
/** What is slow, and where to look. Only these have a limit. */
const slow = {
	ack: ["The webhook's answer", "Sentry gives up after 1 s: look at the relay's machine, its disk and the way to it."],
	slack: ["Slack", "Look at the relay's Slack lane (/api/lanes): it waits for Slack's rate limit, or Slack is slow to answer."],
	page: ["PagerDuty", "Look at the relay's PagerDuty lane (/api/lanes): it waits for PagerDuty's rate limit, or PagerDuty is slow to answer."]
};
function slowness(name, ms, limit) {
	const [what, advice] = slow[name] ?? ["It", "Look at the relay's machine and the way to it."];
	return {
		cause: `${what} took ${ms} ms, and the limit is ${limit} ms.`,
		advice,
		passes: true
	};
}
// src/action/tell/headline.ts
/** The whole check in one sentence. */
function headlineOf({ verdict }, { subject, scenario }) {
	const where = `in ${subject.environment}`;
	if (verdict.result === "cancelled") return `The check of alerting ${where} was cancelled`;
	if (verdict.result === "failed" && verdict.unreachable) return `The relay cannot be reached, so an error ${where} might wake nobody`;
	if (verdict.result === "failed") return `An error ${where} might wake nobody: ${[...new Set(verdict.problems.flatMap(({ hops: names }) => names))].map((name) => hopTitles[name]).join(", ")} failed`;
	const reached = verdict.hops.flatMap(({ name, how, ms }) => how === null || ms === null ? [] : [`${hopTitles[name]} in ${wordsOfMs(ms)}`]);
	const what = scenario === "storm" ? "A storm" : "An error";
	return reached.length === 0 ? `${what} ${where} reaches the relay; that it reaches a human was not proven` : `${what} ${where} still reaches ${reached.join(" and ")}`;
}
// src/action/tell/hop-line.ts
/** A hop as one line of a log. */
function hopLine(hop) {
	const time = hop.ms === null ? "" : wordsOfMs(hop.ms);
	const details = [
		hop.limit === null || hop.ms === null ? "" : `limit ${wordsOfSetting(hop.limit)}`,
		hop.how ?? "",
		hop.note ?? "",
		hop.trouble?.cause ?? ""
	].filter((part) => part !== "");
	return `${hop.state.padEnd(8)} ${hopTitles[hop.name].padEnd(17)} ${time.padStart(8)}  ${details.join(", ")}`.trimEnd();
}
// src/action/runner/inputs.ts
/** The inputs of a check, by the names that action.yml gives them, with what an empty one means. */
const inputDefaults = {
	"relay-url": "",
	"drill-secret": "",
	token: "",
	environment: "production",
	service: "",
	release: "",
	expect: "",
	timeout: "60s",
	"max-ack-ms": "1000",
	"max-slack-ms": "10000",
	"max-page-ms": "10000",
	scenario: "single",
	"on-failure": "fail",
	"record-deploy": "true",
	retries: "0"
};
/** All names, in the order in which they are documented. */
const inputNames = Object.keys(inputDefaults);
/** Those whose texts are never shown. */
const secretInputs = ["drill-secret", "token"];
// src/domain/visible-text.ts
/**
* What no reader sees and what changes how the rest is read: control characters but newline and tab (ESC, and with it
* every command of a terminal; CR, which writes over what was said), halves of surrogate pairs, separators of lines,
* what is no character at all, and whatever Unicode calls ignorable or a format: marks of direction, zero-width
* characters, fillers, tags. Formats that can be seen stay: the number signs of Arabic, Syriac and Kaithi.
* Unicode Standard Annex 44, "Default_Ignorable_Code_Point"; chapter 9.2, "Prepended Concatenation Marks".
*/
const unseen = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\n\t\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]/gv;
/** Scripts that are spelled with joiners; elsewhere a joiner only hides between letters. */
const joined = /^[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}]/u;
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
	if (found === "‌" || found === "‍") return joined.test(after) && joined.test(/.\p{M}*$/u.exec(before)?.[0] ?? "");
	return false;
}
// src/domain/printable.ts
/**
* A text as part of one line on a terminal: what would move the cursor, change colours, begin a new line, turn the
* direction of reading or hide between letters becomes a blank. Error texts and vendors' words are among what is
* printed.
*/
function printable(text) {
	return replaceUnseen(text, () => "\n").replaceAll(/[\n\t]+/g, " ");
}
// src/action/tell/one-line.ts
/** A text as part of one line of a log; a runner takes commands, in their old form, from anywhere in it. */
function oneLine(text) {
	return printable(text).replaceAll("##[", "## [");
}
// src/action/runner/input-parsers.ts
/** What a text has to fulfil before anything else is looked at. */
function need(holds, problem) {
	return /* @__PURE__ */ refine(holds, {
		error: problem,
		abort: true
	});
}
/** A text that means something else; undefined when it means nothing. */
function meaning(read, problem) {
	return /* @__PURE__ */ pipe(/* @__PURE__ */ string(), /* @__PURE__ */ transform((text, context) => {
		const value = read(text);
		if (value !== void 0) return value;
		context.issues.push({
			code: "custom",
			message: problem,
			input: ""
		});
		return NEVER;
	}));
}
/** Whether a text is an http(s) address. */
function isAddress(text) {
	return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
const example = "for example https://relay.example.com";
const isEmpty = (text) => text === "";
const parts = (text) => new URL(text);
/** The base address of a relay, without a slash at its end. */
const relayAddress = /* @__PURE__ */ pipe((/* @__PURE__ */ string()).check(need((text) => !isEmpty(text), `It is empty. Write the relay's address, ${example}`), need(isAddress, `It is no http(s) address. Write the relay's address, ${example}`), need((text) => webAddress(text, { protocols: webProtocols }) !== null, "An address with a user or password in it ends in logs. Write it without, in at most 2,000 characters; a gateway must let CI pass."), need((text) => parts(text).search === "" && parts(text).hash === "", `Write the address without what follows "?" or "#", ${example}`)), /* @__PURE__ */ transform((text) => `${parts(text).origin}${parts(text).pathname}`.replace(/\/+$/, "")));
const noAddress = need((text) => !isAddress(text), "It is an address, and no secret. Two values were probably mixed up.");
/** The secret that signs the alerts. */
const drillSecret = (/* @__PURE__ */ string()).check(noAddress, need((text) => !/[\r\n]/.test(text), "It has a line break in it. Copy the secret again, as one line."), need((text) => !isEmpty(text), "It is empty. Write the relay's DRILL_SIGNING_SECRET, from a secret."));
/** A token that fits into a header; empty where the relay asks for none. */
const token = (/* @__PURE__ */ string()).check(noAddress, need((text) => /^[\x21-\x7e]*$/.test(text), "It has a space or a character that no header can hold. Copy the relay's CI_TOKEN again."));
/** A text of one line, as long as the relay takes it. */
function line(longest) {
	return need((text) => text.length <= longest && !/[\u0000-\u001f\u007f]/.test(text), `It is longer than ${longest} characters, or has a line break in it. Write one short line.`);
}
/** A name of one line. */
const name = (/* @__PURE__ */ string()).check(need((text) => !isEmpty(text), "It is empty, and nothing tells what it should be. Write a name."), line(100));
/** A name of one line, or none. */
const optionalName = /* @__PURE__ */ pipe((/* @__PURE__ */ string()).check(line(200)), /* @__PURE__ */ transform((text) => isEmpty(text) ? null : text));
/** Which hops are expected; null when nothing was said, none for `ack-only`. */
const expectation = meaning((text) => {
	const words = text.split(",").map((word) => word.trim().toLowerCase());
	if (isEmpty(text)) return null;
	if (words.length === 1 && words[0] === "ack-only") return [];
	const isHop = (word) => word === "slack" || word === "page";
	return words.every(isHop) ? ["slack", "page"].filter((hop) => words.includes(hop)) : void 0;
}, "It names something else than hops. Write slack, page, slack,page or ack-only, or nothing for all that the relay can prove.");
/** A time from 1 s to 9 min, in ms: a drill ends itself after ten. */
const duration = meaning((text) => {
	const ms = durationOf(text);
	return ms === null || ms < 1e3 || ms > 54e4 ? void 0 : ms;
}, "It is no time from 1 s to 9 min. Write it as 60s, 2m or 1500ms.");
/** A number of milliseconds. A plain number is what the input's name says; a unit is understood all the same. */
const milliseconds = meaning((text) => {
	const ms = durationOf(/^[\d.]+$/.test(text) ? `${text}ms` : text);
	return ms === null || ms < 1 ? void 0 : ms;
}, "It is no number of milliseconds. Write it as 1000, or with a unit as 1s.");
/** true or false. */
const yesOrNo = meaning((text) => (/* @__PURE__ */ new Map([["true", true], ["false", false]])).get(text.toLowerCase()), "It is neither true nor false. Write one of them.");
/** How often to try again. */
const retries = meaning((text) => /^(?:\d|10)$/.test(text) ? Number(text) : void 0, "It is no number of tries from 0 to 10. Write one of them.");
/** One of these words. */
function oneOf(...words) {
	return meaning((text) => words.find((word) => word === text.toLowerCase()), `It is something else. Write ${words.join(" or ")}.`);
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
/** Outputs for the steps that follow. A file that takes none changes nothing of what was found out, and is told of. */
function giveOutputs(outputs) {
	try {
		for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	} catch (error) {
		warning(`The outputs could not be written for the next steps: ${messageOf(error)}`);
	}
}
/** The job summary, where the runner has a place for one. */
async function writeSummary(text) {
	if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") === "") return;
	try {
		await summary.addRaw(text).write();
	} catch (error) {
		warning(`The job summary could not be written: ${messageOf(error)}`);
	}
}
/** What an error says. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}
// src/action/runner/open-drills.ts
const relayKey = "relay";
const drillsKey = "openDrills";
/** The drills that may still show as open, kept where the `post` step finds them whatever becomes of this one. */
var OpenDrills = class {
	#ids = /* @__PURE__ */ new Set();
	constructor(relay) {
		saveForPost(relayKey, relay);
	}
	opened(id) {
		this.#ids.add(id);
		this.#save();
	}
	closed(id) {
		this.#ids.delete(id);
		this.#save();
	}
	#save() {
		saveForPost(drillsKey, [...this.#ids]);
	}
};
/** What the main step left behind; null when there is nothing to do, or it saved nothing that can be read. */
function leftByMain() {
	const relay = getState(relayKey);
	const drills = idsIn(getState(drillsKey));
	return isAddress(relay) && drills.length > 0 ? {
		relay,
		drills
	} : null;
}
function idsIn(text) {
	try {
		return (/* @__PURE__ */ array(/* @__PURE__ */ string())).safeParse(JSON.parse(text)).data ?? [];
	} catch {
		return [];
	}
}
// src/domain/trouble.ts
/** A trouble with what to do about it. `cause` says as a sentence what was met. */
function troubleOf(code, cause) {
	const [passes, advice] = remedies[code];
	return {
		code,
		cause,
		advice,
		passes
	};
}
/** Whether a text is one of the codes: a newer relay may know more of them. */
function isTroubleCode(text) {
	return typeof text === "string" && Object.hasOwn(remedies, text);
}
const again = "Run the check again; if it stays, ";
const thresholds = "Look at the relay's storm thresholds: the drill sends 12 issues of 6 services that name one host.";
const remedies = {
	"channel-missing": [false, "Correct the channel on the relay (SLACK_TEST_CHANNEL for drills, SLACK_CHANNEL for real alerts); use its id, and invite the app to a private one."],
	"not-a-member": [false, "Invite the app to the channel: /invite @your-app."],
	"posting-forbidden": [false, "Allow the app to post there, in the settings of the workspace or of the channel, or configure another channel."],
	"token-refused": [false, "Give the relay a valid token (SLACK_BOT_TOKEN; PAGERDUTY_API_TOKEN for reading back): it was revoked, rotated or mistyped."],
	"scope-missing": [false, "Give the Slack app the scope it lacks, install it again, and update SLACK_BOT_TOKEN if it changed."],
	"key-refused": [false, "Give the relay the Integration Key of an Events API V2 integration (PAGERDUTY_ROUTING_KEY; PAGERDUTY_TEST_ROUTING_KEY for drills)."],
	"credential-gone": [false, "Configure the credential again on the relay, and restart it."],
	"payload-refused": [false, "Look into the relay's log for what was refused, and report it: the relay sends nothing on purpose that a provider refuses."],
	"message-gone": [true, `${again}look who deletes messages there.`],
	limited: [true, "Wait and run the check again; if it stays, something else posts with the same app or key, or the channel is flooded."],
	"budget-spent": [true, "Wait and run the check again; if it stays, something else spends the same key's allowance."],
	"strange-answer": [false, "Check SLACK_API_URL, PAGERDUTY_EVENTS_URL and PAGERDUTY_API_URL on the relay: that is not how the provider answers."],
	"provider-failing": [true, "The provider is in trouble: see its status page, and run the check again."],
	unreachable: [true, "Check that the relay may reach the provider (DNS, firewall, proxy), and run the check again."],
	"not-shown": [true, "Look into the channel: somebody deletes there, or too much is posted at once. Then run the check again."],
	"no-incident": [true, "Look whether the service is disabled, or an event orchestration drops the event."],
	"no-drill-channel": [false, "Set SLACK_BOT_TOKEN and SLACK_TEST_CHANNEL (or SLACK_CHANNEL) on the relay, or do not expect slack."],
	"no-drill-key": [false, "Set PAGERDUTY_TEST_ROUTING_KEY on the relay, or expect only slack."],
	"no-real-channel": [false, "Set SLACK_CHANNEL on the relay, or do not expect slack."],
	"no-real-key": [false, "Set PAGERDUTY_ROUTING_KEY on the relay, or do not expect page."],
	"not-sent": [true, "Look at the relay's lanes (/api/lanes), its paging rules and its log."],
	"no-sight": [true, "Give the relay what it needs to look: the scope or token that it names."],
	"brain-behind": [true, "Look at the relay's /readyz and log: its brain is behind, or stopped at an error."],
	"storm-split": [false, thresholds],
	"storm-missed": [false, thresholds],
	"sentry-refused": [false, "Put the integration's Client Secret first in SENTRY_SIGNING_SECRETS on the relay, restart it, and let Sentry send a test notification: one good delivery clears this. If nobody changed the secret, somebody else knocked: stormrelay quarantine lists what was refused."],
	unknown: [true, "See the relay's log and its lanes (/api/lanes)."]
};
// src/action/judge/expected.ts
/** Which providers have to be reached: what was asked for, or else what the relay can prove. */
function expectedOf({ expect }, ticket) {
	return expect ?? ticket.provable;
}
/** Whether something was asked for that this relay cannot prove: then nothing needs to be sent. */
function asksTooMuch(settings, ticket) {
	return expectedOf(settings, ticket).some((kind) => !ticket.provable.includes(kind));
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
// src/action/judge/refusals.ts
const rotated = {
	cause: "The relay refuses this drill secret; it was probably rotated.",
	advice: "Copy the relay's DRILL_SIGNING_SECRET into the secret that this check signs with (`drill-secret`).",
	passes: false
};
/** What the relay's refusals mean for the check, by their codes. */
const refusals = new Map(Object.entries({
	"drill-signature-mismatch": rotated,
	"signature-mismatch": rotated,
	"ci-token-needed": {
		cause: "The relay asks for a CI token, and got none.",
		advice: "Give this check the relay's CI_TOKEN (`token`). In a workflow an unset secret is an empty text.",
		passes: false
	},
	"ci-token-wrong": {
		cause: "The relay refuses this CI token; it was probably changed.",
		advice: "Copy the relay's CI_TOKEN into the secret that this check uses (`token`).",
		passes: false
	},
	"loopback-only": {
		cause: "The relay has no tokens, so its API answers only to its own machine.",
		advice: "Set ADMIN_TOKEN and CI_TOKEN on the relay, and give this check the latter (`token`).",
		passes: false
	},
	"token-needed": {
		cause: "The relay has no CI_TOKEN, so it takes deploys and drills from its operators alone.",
		advice: "Set CI_TOKEN on the relay, restart it, and give this check the same value (`token`).",
		passes: false
	},
	"drills-off": {
		cause: "The relay takes no drills: it has no drill secret.",
		advice: "Set DRILL_SIGNING_SECRET on the relay and restart it; sign with the same value here (`drill-secret`).",
		passes: false
	},
	"too-many-open-drills": {
		cause: "The relay takes no more drills for now: as many as it takes at a time are open.",
		advice: "Let fewer jobs drill the same relay at once. What nobody ended ends by itself ten minutes after it began; /api/synthetics lists it.",
		passes: true
	},
	"too-many-deploys": {
		cause: "The relay records no more deploys for now: too many were told in a short time.",
		advice: "Wait a minute, or record each deploy once only (`record-deploy`).",
		passes: true
	},
	"no-such-drill": {
		cause: "The relay does not know this drill any more: it ended long ago, or the relay lost its store.",
		advice: "Run the check again; if it stays, look whether the relay keeps its store over restarts.",
		passes: true
	}
}));
// src/action/judge/diagnose.ts
/** Why a call to the relay at `relay` failed, in plain words. */
function diagnose(failure, relay) {
	switch (failure.kind) {
		case "unreachable": {
			const named = failure.code === null ? "" : ` (${failure.code})`;
			const [cause, advice] = silences[failure.why];
			return {
				cause: `${cause(relay)}${named}.`,
				advice,
				passes: mayPass(failure)
			};
		}
		case "refused": return refused(failure, relay);
		case "redirected": return lasting(`${relay} answers with a redirect${failure.to === null ? "" : ` to ${failure.to}`}, and a token is not carried along redirects.`, "Write the address that it leads to as the relay's address, if you trust it.");
		case "unreadable": return lasting(`${relay} answered HTTP ${failure.status} with ${failure.what}: it is not a stormrelay, or a proxy answered.`, checkAddress);
		case "cancelled": return lasting("The check was cancelled.", "Run it again.");
	}
}
const checkAddress = "Check the relay's address: it is where /healthz answers, without a path behind it unless a proxy adds one.";
function lasting(cause, advice) {
	return {
		cause,
		advice,
		passes: false
	};
}
function passing(cause, advice) {
	return {
		cause,
		advice,
		passes: true
	};
}
const silences = {
	refused: [(relay) => `No relay listens at ${relay}`, "Start the relay, or correct the address; from CI the relay must be reachable, not only from your own network."],
	"no-such-host": [(relay) => `The host name of ${relay} cannot be resolved`, "Check the spelling of the address, and whether this machine may ask the DNS that knows it."],
	tls: [(relay) => `No trusted TLS connection to ${relay} could be made`, "Renew or complete the certificate chain; for a private authority give Node its certificate with NODE_EXTRA_CA_CERTS."],
	"not-tls": [(relay) => `What answers at ${relay} does not speak TLS`, "Begin the address with http://, or write the address of the proxy that speaks TLS for the relay."],
	"not-http": [(relay) => `What answers at ${relay} does not speak HTTP`, "Check the port, and whether the address begins with http:// or https:// as it should."],
	"bad-port": [(relay) => `No relay can be reached at ${relay}: its port is one that the Fetch standard blocks`, "Let the relay listen on another port, for example 8080."],
	"bad-address": [(relay) => `No request can be made to ${relay}`, "Check the spelling of the address."],
	timeout: [(relay) => `${relay} did not answer in time`, "Look whether the relay runs and is not starved, and whether a firewall drops the connection."],
	redirect: [(relay) => `${relay} answers with a redirect`, "Write the address that it leads to as the relay's address, if you trust it."],
	broken: [(relay) => `The connection to ${relay} broke before an answer came`, "Look into the relay's log and at the proxy in front of it: one of the two closed the connection."]
};
function refused(failure, relay) {
	const { status, code, message } = failure;
	if (code === null) return status === 429 ? throttled(failure) : stranger(status, relay);
	if (code === "too-many-drills") return throttled(failure);
	const known = refusals.get(code);
	if (known !== void 0) return known;
	if (code === "bad-drill" || code === "bad-deploy") return lasting(`The relay does not accept what it was told: ${message ?? "it does not say why"}`, "Correct what it names; if it names nothing of yours, relay and check are of different versions.");
	const { pathname } = new URL(relay);
	if ((code === "ci-token" || status === 404) && pathname !== "/") return lasting(`The relay does not know what was asked for under ${pathname}: nothing takes this path away on the way to it.`, checkAddress);
	if (status === 404) return lasting(`The relay at ${relay} does not know this route: it is an older version, without drills, or the drill is no longer kept.`, "Update the relay to the version of this check.");
	if (status === 429) return throttled(failure);
	const said = `(HTTP ${status} ${code}): ${message ?? ""}`.trim();
	return status >= 500 ? passing(`The relay cannot take anything now ${said}`, "Look at /readyz and the relay's log: its store or its disk is usually what fails.") : lasting(`The relay refused with HTTP ${status} ${code}: ${message ?? ""}`.trim(), "See the relay's log; the relay and this check may be of different versions.");
}
function throttled({ retryAfterMs }) {
	return passing("The relay takes no more drills for now: too many were registered in a short time.", `Wait ${retryAfterMs === null ? "a minute" : wordsOfMs(retryAfterMs)}, or let fewer jobs drill the same relay at once.`);
}
/** An answer that is not in the relay's words. */
function stranger(status, relay) {
	const answered = `${relay} answered HTTP ${status}, and not in the relay's words: `;
	if (status >= 500) return passing(`${answered}a proxy in front of it finds the relay down or starting.`, "Look whether the relay runs (/readyz says what it waits for), and at the proxy's log.");
	if (status === 401 || status === 403 || status === 407) return lasting(`${answered}a gateway in front of it asks for credentials of its own.`, "Let /webhooks/sentry, /api/synthetics and /api/deploys pass the gateway; the relay checks them itself.");
	return lasting(`${relay} answers (HTTP ${status}), but it is no stormrelay, or a proxy answered for it.`, checkAddress);
}
// src/action/judge/judge-calls.ts
/** The hops that are plain calls: recording the deploy, registering the drill, delivering its alerts. */
function judgeCalls(seen, settings) {
	const { relay, deploy, limits } = settings;
	return [
		...deploy === null ? [] : [judgeCall("deploy", seen.deploy, relay)],
		judgeCall("register", seen.register, relay),
		judgeAck(seen.alerts, relay, limits.ack)
	];
}
function judgeCall(name, call, relay) {
	if (call === null) return waiting(name, neverTried);
	const { failure } = call;
	const ms = Math.round(call.ms);
	if (failure === null) return passed(name, { ms });
	return failure.kind === "cancelled" ? skipped(name, "cancelled") : failed(name, diagnose(failure, relay), { ms });
}
/** A storm is as slow as its slowest alert. */
function judgeAck(alerts, relay, limit) {
	if (alerts.length === 0) return waiting("ack", neverTried, { limit });
	const ms = Math.round(Math.max(...alerts.map((alert) => alert.ms)));
	const refusals = alerts.flatMap(({ failure }) => failure === null ? [] : [failure]);
	const first = refusals.find(({ kind }) => kind !== "cancelled");
	if (first !== void 0) {
		const diagnosis = behindDoor(first) ?? diagnose(first, relay);
		const count = alerts.length === 1 ? "" : ` (${refusals.length} of ${alerts.length} alerts)`;
		return failed("ack", {
			...diagnosis,
			cause: `${diagnosis.cause}${count}`
		}, {
			ms,
			limit
		});
	}
	if (refusals.length > 0) return skipped("ack", "cancelled");
	return passed("ack", {
		ms,
		limit,
		note: alerts.length === 1 ? null : `the slowest of ${alerts.length} alerts`
	});
}
/** The relay itself has just answered: who refuses in other words stands before this one door. */
function behindDoor(failure) {
	if (failure.kind !== "refused" || failure.code !== null || failure.status >= 500) return null;
	return {
		cause: `Something in front of the relay refuses /webhooks/sentry (HTTP ${failure.status}): it would refuse Sentry too.`,
		advice: "Let the proxy or gateway pass POST /webhooks/sentry unchanged, with bodies of at least 1 MB.",
		passes: failure.status === 429
	};
}
const neverTried = {
	cause: "There was no time left to begin with it.",
	advice: "Give the check more time (`timeout`).",
	passes: true
};
/** What a hop behind the door lacks as long as the relay says nothing of it. */
const notSaid = {
	cause: "The relay did not say how far the drill got.",
	advice: "Look at the relay's log.",
	passes: true
};
/** What the end of the drill left behind. It fails nothing: the drill expires by itself. */
function judgeCleanup(cleanup, relay) {
	if (cleanup === null) return waiting("cleanup", neverTried);
	const advice = "It expires by itself 10 minutes after it began; until then it may show as open.";
	switch (cleanup.kind) {
		case "clean": return passed("cleanup", {
			ms: Math.round(cleanup.ms),
			note: "all resolved and marked"
		});
		case "open": return warned("cleanup", {
			cause: `The drill has ended, but not everything shows it yet: ${cleanup.leftOpen.join("; ")}`,
			advice,
			passes: true
		});
		case "unknown": {
			const { cause } = diagnose(cleanup.failure, relay);
			return warned("cleanup", {
				cause: `The drill could not be ended: ${cause}`,
				advice: isForgotten(cleanup.failure) ? "Look whether its message or page is left, and end that." : advice,
				passes: true
			});
		}
	}
}
/** How long after the first alert something was seen to be done. */
function sinceSent(seen, name) {
	const at = seen.settled[name];
	const sent = seen.alerts[0]?.at;
	return at === void 0 || sent === void 0 ? null : Math.round(at - sent);
}
// src/action/judge/judge-receivers.ts
const kinds = {
	chat: "slack",
	pager: "page"
};
/** Whether the receivers of real alerts would take one. Those of a kind that is not expected only warn. */
function judgeReceivers(seen, settings) {
	const probes = seen.report?.receivers ?? null;
	if (probes === null) return waiting("receivers", notSaid);
	const { expect } = settings;
	const counts = (kind) => expect === null || expect.includes(kinds[kind]);
	const broken = probes.filter(({ state }) => state === "failed");
	const brokenHere = broken.filter(({ kind }) => counts(kind));
	if (brokenHere.length > 0) return failed("receivers", allOf(wouldNotTake, brokenHere));
	const nobody = expectedOf(settings, seen.ticket ?? { provable: [] }).find((kind) => !probes.some((probe) => kinds[probe.kind] === kind));
	if (nobody !== void 0) return failed("receivers", noReceiver[nobody]);
	const unknown = probes.filter(({ kind, state }) => (state === "unknown" || state === "asking") && counts(kind));
	if (unknown.length > 0) return waiting("receivers", allOf(unproven, unknown));
	if (probes.some(({ state }) => state === "asking")) return waiting("receivers", null);
	const ms = sinceSent(seen, "receivers");
	if (broken.length > 0) return warned("receivers", allOf(wouldNotTake, broken), { ms });
	return passed("receivers", {
		ms,
		note: provenOf(probes)
	});
}
function provenOf(probes) {
	if (probes.length === 0) return "no receiver of real alerts is configured";
	const isProven = ({ state, proven }) => state === "ok" && proven;
	const unknown = probes.filter((probe) => !isProven(probe));
	return [...probes.filter(isProven).map(({ receiver }) => receiver), ...unknown.map((probe) => `not proven: ${sentence(probe)}`)].join(", ");
}
function sentence({ receiver, detail }) {
	return `${receiver}: ${detail}`;
}
/** A drill that reaches its own receiver says nothing of an alert that has none. */
const noReceiver = {
	slack: troubleOf("no-real-channel", "The relay has no Slack channel for real alerts: only its drills reach Slack."),
	page: troubleOf("no-real-key", "The relay has no PagerDuty service for real alerts: only its drills page, and a real outage wakes nobody.")
};
/** The troubles of several receivers as one; it passes by itself only if each of them does. */
function allOf(what, probes) {
	const troubles = probes.map(({ trouble, detail }) => trouble ?? troubleOf("unreachable", detail));
	return {
		cause: `${what}: ${probes.map(sentence).join("; ")}`,
		advice: [...new Set(troubles.map(({ advice }) => advice))].join(" "),
		passes: troubles.every(({ passes }) => passes)
	};
}
const wouldNotTake = "A receiver of real alerts would not take one";
const unproven = "That the receivers of real alerts would take one could not be proven";
// src/action/judge/judge-steps.ts
/**
* The hops behind the door. What they came to, the relay says; the check adds what the relay cannot know: what is
* expected, how long it may take, and when it was seen.
*/
function judgeSteps(seen, settings) {
	const { report } = seen;
	if (report !== null && report.version < 1) return outdated(report.version, settings);
	return [
		judgeStep("brain", seen, { ms: sinceSent(seen, "brain") }),
		...settings.scenario === "storm" ? [judgeStep("storm", seen, { ms: sinceSent(seen, "storm") })] : [],
		judgeProvider("slack", seen, settings),
		judgeProvider("page", seen, settings),
		judgeReceivers(seen, settings),
		judgeStep("sentry", seen)
	];
}
/** What the relay says of a step; undefined when it does not (yet). */
function stepOf({ report }, name) {
	return report?.steps.find(({ step }) => step === name);
}
function judgeStep(name, seen, details = {}) {
	const step = stepOf(seen, name);
	const limit = details.limit ?? null;
	if (step === void 0) return waiting(name, notSaid, { limit });
	if (step.state === "failed") return failed(name, step.trouble ?? notSaid, { limit });
	if (step.state === "waiting") return waiting(name, step.trouble, { limit });
	return passed(name, {
		...details,
		note: step.note,
		done: step.done
	});
}
/** Whether the drill was taken by a provider, in time, and whether that was read back. */
function judgeProvider(kind, seen, settings) {
	const { ticket } = seen;
	const limit = settings.limits[kind];
	if (ticket === null) return waiting(kind, notSaid, { limit });
	if (!expectedOf(settings, ticket).includes(kind)) return skipped(kind, whyNot(kind, settings, ticket));
	if (!ticket.provable.includes(kind)) return failed(kind, unprovable[kind], { limit });
	const taken = stepOf(seen, kind)?.taken;
	const acceptedMs = taken?.acceptedMs ?? null;
	return judgeStep(kind, seen, {
		ms: acceptedMs === null ? null : Math.round(acceptedMs),
		limit,
		how: taken?.how ?? null
	});
}
/** Older relays say how far a drill got, and not what that comes to. */
function outdated(version, { relay, scenario }) {
	const trouble = {
		cause: `The relay at ${relay} is of an older version than this check: its reports have version ${version}, and 1 is needed.`,
		advice: "Update the relay to the version of this check, or use the check of its version.",
		passes: false
	};
	const others = [
		...scenario === "storm" ? ["storm"] : [],
		"slack",
		"page",
		"receivers",
		"sentry"
	];
	return [failed("brain", trouble), ...others.map((name) => skipped(name, "an older relay does not say"))];
}
function whyNot(kind, { expect }, { provable }) {
	if (expect === null) return kind === "page" ? noTestKey : noChannel;
	return provable.includes(kind) ? "not expected" : "not expected, and this relay cannot prove it";
}
const noTestKey = "not proven: this relay has no PAGERDUTY_TEST_ROUTING_KEY";
const noChannel = "not proven: this relay has no Slack channel";
const unprovable = {
	slack: troubleOf("no-drill-channel", "A Slack message was expected, but this relay posts to no Slack channel."),
	page: troubleOf("no-drill-key", "A page was expected, but this relay has no test receiver, and a drill pages nobody who is really on call.")
};
// src/action/runner/outputs.ts
/**
* What the last try says, for the steps that follow: the outputs of the Action by name, empty where nothing is known.
* @param report Path of the report.
*/
function outputsOf({ seen, verdict }, report) {
	const hops = seen.report?.hops ?? [];
	const takenMs = (kind) => stepOf(seen, kind)?.taken?.acceptedMs ?? null;
	const ms = (name) => verdict.hops.find((hop) => hop.name === name)?.ms ?? null;
	const acked = seen.alerts.every(({ failure }) => failure === null);
	return {
		result: verdict.result,
		"ack-ms": text$1(acked ? ms("ack") : null),
		"slack-ms": text$1(takenMs("slack")),
		"page-ms": text$1(takenMs("page")),
		"slack-permalink": hops.find(({ hop, link }) => hop === "slack" && link !== null)?.link ?? "",
		"pagerduty-dedup-key": hops.find(({ hop, handle }) => hop === "page" && handle !== null)?.handle ?? "",
		report
	};
}
function text$1(ms) {
	return ms === null ? "" : String(Math.round(ms));
}
// src/action/relay/redact.ts
const instead = "***";
/** Anything shorter is part of ordinary words, and no secret. */
const shortest = 4;
/** A redactor for these secrets. */
function createRedactor(secrets) {
	let forms = formsOf(secrets);
	const text = (value) => {
		let clean = value;
		for (const form of forms) clean = clean.replaceAll(form, instead);
		return clean;
	};
	return {
		text,
		deep: (value) => deepWith(text, value),
		hide: (secret) => forms = formsOf([...forms, secret])
	};
}
/** A secret as it is, as JSON writes it and as an address writes it. The longest first: one may be part of another. */
function formsOf(secrets) {
	const forms = secrets.flatMap((secret) => [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encoded(secret)
	]);
	return [...new Set(forms)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
}
/** A lone surrogate has no form in an address. */
function encoded(secret) {
	return secret.isWellFormed() ? encodeURIComponent(secret) : secret;
}
function deepWith(text, value) {
	if (typeof value === "string") return text(value);
	if (Array.isArray(value)) return value.map((item) => deepWith(text, item));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepWith(text, item)]));
}
// src/action/tell/spans.ts
/** What happened when, as far as it is known. */
function spansOf({ seen, verdict }) {
	const failing = new Set(verdict.hops.filter(isFailing).map(({ name }) => name));
	return [
		callSpan("deploy", "record", seen, seen.deploy === null ? [] : [seen.deploy]),
		callSpan("register", "register", seen, seen.register === null ? [] : [seen.register]),
		callSpan("ack", "answered", seen, seen.alerts),
		settledSpan("brain", "counted", seen),
		settledSpan("storm", "folded", seen),
		...providerSpans("slack", seen),
		...providerSpans("page", seen),
		settledSpan("receivers", "probed", seen),
		cleanupSpan(seen)
	].filter((span) => span !== null).filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to)).map((span) => ({
		...span,
		failing: failing.has(span.hop)
	}));
}
function callSpan(hop, what, { startedAt }, calls) {
	const [first] = calls;
	if (first === void 0) return null;
	const to = Math.max(...calls.map(({ at, ms }) => at + ms));
	return {
		hop,
		what,
		from: first.at - startedAt,
		to: to - startedAt
	};
}
/** From the first alert until it was first seen to be done. */
function settledSpan(hop, what, { startedAt, alerts, settled, report }) {
	const at = settled[hop];
	const sent = alerts[0]?.at;
	if (at === void 0 || sent === void 0 || report === null) return null;
	return {
		hop,
		what,
		from: sent - startedAt,
		to: at - startedAt
	};
}
/** Durations that the relay measured begin when its door received the first alert: for us, when we sent it. */
function providerSpans(hop, seen) {
	const sent = seen.alerts[0]?.at;
	const taken = stepOf(seen, hop)?.taken;
	if (taken?.acceptedMs == null || sent === void 0) return [];
	const { acceptedMs, confirmedMs } = taken;
	const from = sent - seen.startedAt;
	const accepted = {
		hop,
		what: "accepted",
		from,
		to: from + acceptedMs
	};
	if (confirmedMs === null || confirmedMs <= acceptedMs) return [accepted];
	return [accepted, {
		hop,
		what: "confirmed",
		from: accepted.to,
		to: from + confirmedMs
	}];
}
function cleanupSpan({ cleanup, endedAt, startedAt }) {
	if (cleanup?.kind !== "clean" || endedAt === null) return null;
	const to = endedAt - startedAt;
	return {
		hop: "cleanup",
		what: "resolved",
		from: to - cleanup.ms,
		to
	};
}
// src/action/tell/report-json.ts
/** The whole check as data, for programs. Fields may be added; none changes its meaning. */
function reportOf(runs, settings) {
	const last = runs.at(-1) ?? runs[0];
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
		timeline: spansOf(last),
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
		hops: verdict.hops,
		problems: verdict.problems
	};
}
// src/action/relay/relay-answers.ts
const text = /* @__PURE__ */ string();
const textOrNull = /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(text), null);
const timeOrNull = /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ number()), null);
const texts = /* @__PURE__ */ _default(/* @__PURE__ */ array(text), []);
const ticket = /* @__PURE__ */ object({
	/** It goes into a header. */
	id: text.check(/* @__PURE__ */ _regex(/^[\x21-\x7e]{1,100}$/)),
	nonce: text.check(/* @__PURE__ */ _minLength(8)),
	expiresAt: /* @__PURE__ */ number(),
	alerts: (/* @__PURE__ */ number()).check(int(), /* @__PURE__ */ _gte(1), /* @__PURE__ */ _lte(100)),
	provable: known(/* @__PURE__ */ _enum(["slack", "page"])),
	notes: /* @__PURE__ */ _catch(texts, [])
});
const trouble = /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ object({
	code: /* @__PURE__ */ _catch(/* @__PURE__ */ custom(isTroubleCode), "unknown"),
	cause: text,
	advice: /* @__PURE__ */ _catch(text, ""),
	passes: /* @__PURE__ */ _catch(/* @__PURE__ */ boolean(), true)
})), null);
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
		"failed"
	]), "waiting"),
	done: /* @__PURE__ */ _catch(/* @__PURE__ */ boolean(), false),
	note: textOrNull,
	trouble,
	taken: /* @__PURE__ */ _catch(/* @__PURE__ */ nullable(/* @__PURE__ */ object({
		how: /* @__PURE__ */ _catch(/* @__PURE__ */ _enum(["accepted", "confirmed"]), "accepted"),
		acceptedMs: timeOrNull,
		confirmedMs: timeOrNull
	})), null)
});
const hop = /* @__PURE__ */ looseObject({
	hop: /* @__PURE__ */ _enum(["slack", "page"]),
	receiver: text,
	handle: textOrNull,
	link: textOrNull
});
const probe = /* @__PURE__ */ object({
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
});
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
	hops: known(hop),
	steps: /* @__PURE__ */ _default(known(step), []),
	receivers: /* @__PURE__ */ _default(known(probe), []),
	leftOpen: texts
});
const recorded = /* @__PURE__ */ object({ notes: /* @__PURE__ */ _catch(texts, []) });
const refusal = /* @__PURE__ */ object({ error: /* @__PURE__ */ object({
	code: text,
	message: /* @__PURE__ */ _catch(text, "")
}) });
/** A list without what a newer relay has in it and is unknown here. */
function known(item) {
	return /* @__PURE__ */ pipe(/* @__PURE__ */ array(/* @__PURE__ */ unknown()), /* @__PURE__ */ transform((items) => items.flatMap((one) => {
		const read = item.safeParse(one);
		return read.success ? [read.data] : [];
	})));
}
/** What a drill's registration was answered with; null when it is not in the relay's words. */
function readTicket(body) {
	return ticket.safeParse(body).data ?? null;
}
/** How far a drill got; null when it is not in the relay's words. */
function readReport(body) {
	return report.safeParse(body).data ?? null;
}
/** What the relay has to say about a deploy that it recorded; null when it is not in the relay's words. */
function readNotes(body) {
	return recorded.safeParse(body).data?.notes ?? null;
}
/** The relay's own reason, or null when whoever answered is not a relay. */
function readRefusal(body) {
	return refusal.safeParse(body).data?.error ?? null;
}
// src/action/relay/relay-reply.ts
/** What an answer comes to. `read` makes a value of a body, or null when it is not in the relay's words. */
function judgeReply({ redactor, url }, { status, headers, text }, read) {
	const body = parsed(text);
	if (status >= 200 && status < 300) {
		const value = read(body);
		const what = body === void 0 ? kindOf(text) : "JSON that this version does not understand";
		return value === null ? no({
			kind: "unreadable",
			status,
			what
		}) : {
			ok: true,
			value
		};
	}
	if (status >= 300 && status < 400) return no({
		kind: "redirected",
		to: hostOf(headers.get("location"), url)
	});
	const refusal = readRefusal(redactor.deep(body));
	return no({
		kind: "refused",
		status,
		code: refusal?.code.slice(0, 60) ?? null,
		message: refusal?.message.slice(0, 300) ?? null,
		retryAfterMs: retryAfterOf(headers.get("retry-after"))
	});
}
function no(failure) {
	return {
		ok: false,
		failure
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function kindOf(text) {
	if (text.trim() === "") return "an empty body";
	return /^\s*<(?:!doctype|html)/i.test(text) ? "a web page" : "something that is not JSON";
}
function hostOf(location, base) {
	return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : null;
}
function retryAfterOf(header) {
	return header !== null && /^\d{1,5}$/.test(header.trim()) ? Number(header) * 1e3 : null;
}
// src/action/relay/relay-client.ts
/** A client for one relay. */
function createRelayClient(access) {
	const authorization = access.token === "" ? {} : { authorization: `Bearer ${access.token}` };
	const get = (path) => ({
		method: "GET",
		path,
		headers: authorization,
		body: null
	});
	const post = (path, body) => ({
		method: "POST",
		path,
		headers: {
			...authorization,
			"content-type": "application/json"
		},
		body: JSON.stringify(body)
	});
	const drill = (id) => `/api/synthetics/${encodeURIComponent(id)}`;
	const read = (body) => {
		const ticket = readTicket(body);
		if (ticket !== null) access.redactor.hide(ticket.nonce);
		return ticket;
	};
	const readClean = (body) => readReport(access.redactor.deep(body));
	const readNotesClean = (body) => readNotes(access.redactor.deep(body));
	return {
		recordDeploy: (deploy, bounds) => call(access, post("/api/deploys", deploy), bounds, readNotesClean),
		register: (request, bounds) => call(access, post("/api/synthetics", request), bounds, read),
		alert: ({ headers, body }, bounds) => call(access, {
			method: "POST",
			path: "/webhooks/sentry",
			headers,
			body
		}, bounds, nothing),
		report: (id, bounds) => call(access, get(drill(id)), bounds, readClean),
		end: (id, end, bounds) => call(access, post(`${drill(id)}/end`, end), bounds, nothing)
	};
}
/** An answer whose status says all: any JSON object will do. */
function nothing(body) {
	return typeof body === "object" && body !== null ? "done" : null;
}
async function call(access, request, bounds, read) {
	const { surroundings, trace } = access;
	const at = surroundings.now();
	const answered = await ask(access, request, bounds);
	const ms = surroundings.now() - at;
	const outcome = "status" in answered ? String(answered.status) : answered.failure.kind;
	trace(`${request.method} ${request.path} ${outcome} ${Math.round(ms)} ms`);
	return {
		at,
		ms,
		answer: "status" in answered ? judgeReply(access, answered, read) : {
			ok: false,
			...answered
		}
	};
}
async function ask({ url, surroundings }, { method, path, headers, body }, { withinMs, cancel }) {
	const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
	try {
		const response = await surroundings.fetch(`${url}${path}`, {
			method,
			headers: {
				accept: "application/json",
				...headers
			},
			body,
			signal: cancel === null ? timeout : AbortSignal.any([timeout, cancel]),
			redirect: "manual"
		});
		return {
			status: response.status,
			headers: response.headers,
			text: await response.text()
		};
	} catch (error) {
		return { failure: cancel?.aborted === true ? { kind: "cancelled" } : transportFailure(error) };
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
// src/action/run/system-surroundings.ts
/** The real world. */
function systemSurroundings() {
	const origin = Date.now() - performance.now();
	const clock = systemClock();
	return {
		fetch: globalThis.fetch,
		now: () => origin + performance.now(),
		sleep: (ms, signal) => clock.sleep(ms, signal),
		random: randomBytes
	};
}
// src/domain/drill.ts
/** The tag of an alert that names its drill's nonce. */
const drillTag = "stormrelay.drill";
// src/action/relay/sign.ts
/** Signs a body as Sentry does: HMAC-SHA256 over the exact body, in hex. */
function signAlert(body, stamp) {
	return {
		body,
		headers: {
			"content-type": "application/json",
			"sentry-hook-resource": "event_alert",
			"sentry-hook-timestamp": String(Math.floor(stamp.now / 1e3)),
			"sentry-hook-signature": createHmac("sha256", stamp.secret).update(body).digest("hex"),
			"request-id": stamp.requestId,
			"stormrelay-drill": stamp.drill
		}
	};
}
// src/action/relay/payload.ts
/** How many alerts a storm sends, and of how many services: well above what the relay calls a storm. */
const stormAlerts = 12;
const stormServices = 6;
/** How many alerts a scenario sends. */
function alertsOf(scenario) {
	return scenario === "storm" ? stormAlerts : 1;
}
/** The alerts of a drill, signed and ready to be sent. */
function signedAlerts(plan, ticket, { now, random }) {
	const at = now();
	const failure = plan.scenario === "storm" ? refusedBy(`drill-${letters(random(10))}.invalid`) : nothingBroken;
	return Array.from({ length: ticket.alerts }, (_, index) => {
		return signAlert(eventAlert({
			...failure,
			subject: plan.subject,
			level: plan.level,
			service: serviceOf(plan, index),
			nonce: ticket.nonce,
			eventId: hex(random(16)),
			issueId: digits(random(12)),
			installation: uuid(hex(random(16))),
			at
		}), {
			drill: ticket.id,
			secret: plan.secret,
			now: at,
			requestId: hex(random(16))
		});
	});
}
function serviceOf({ scenario, subject }, index) {
	return scenario === "storm" ? `${subject.service}-drill-${index % stormServices + 1}` : subject.service;
}
const nothingBroken = {
	type: "StormrelayDrill",
	value: "This is a drill: nothing is broken.",
	culprit: "stormrelay.drill in run"
};
/** `.invalid` resolves nowhere (RFC 2606). Only letters are unique: the relay masks digits when it compares. */
function refusedBy(host) {
	return {
		type: "Error",
		value: `connect ECONNREFUSED ${host}:6379`,
		culprit: "stormrelay.drill in connect"
	};
}
/** The body of an `event_alert.triggered`, in Sentry's own order of keys (getsentry/sentry, AppPlatformEvent). */
function eventAlert(parts) {
	return compact({
		action: "triggered",
		installation: { uuid: parts.installation },
		data: {
			event: eventOf(parts),
			triggered_rule: "stormrelay drill"
		},
		actor: {
			type: "application",
			id: "sentry",
			name: "Sentry"
		}
	});
}
function eventOf(parts) {
	const { type, value, culprit, subject, service, eventId, issueId } = parts;
	const seconds = Math.floor(parts.at) / 1e3;
	return {
		event_id: eventId,
		project: 1,
		release: subject.release,
		dist: null,
		platform: "node",
		message: "",
		datetime: new Date(parts.at).toISOString().replace(/(\.\d{3})Z$/, "$1000Z"),
		tags: tagsOf(parts),
		_meta: {},
		_metrics: {},
		culprit,
		environment: subject.environment,
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
		fingerprint: ["{{ default }}"],
		hashes: [],
		key_id: "1",
		level: parts.level,
		location: null,
		logger: "",
		metadata: {
			type,
			value
		},
		received: seconds,
		timestamp: seconds,
		title: `${type}: ${value}`,
		transaction: null,
		type: "error",
		version: "7",
		...addressesOf(service, eventId, issueId),
		issue_id: issueId
	};
}
function tagsOf({ subject, service, level, nonce }) {
	return [
		["environment", subject.environment],
		["level", level],
		...subject.release === null ? [] : [["release", subject.release]],
		["service", service],
		[drillTag, nonce]
	];
}
/** An invented organization on hosts that exist nowhere, so that no link leads to a stranger's Sentry. */
function addressesOf(service, eventId, issueId) {
	const project = service.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-").slice(0, 50);
	const api = "https://sentry.invalid/api/0";
	return {
		url: `${api}/projects/stormrelay-drill/${project}/events/${eventId}/`,
		web_url: `https://stormrelay-drill.sentry.invalid/issues/${issueId}/events/${eventId}/`,
		issue_url: `${api}/organizations/stormrelay-drill/issues/${issueId}/`
	};
}
/** As Python writes it for Sentry: no spaces, ASCII only. */
function compact(value) {
	return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function hex(bytes) {
	return Buffer.from(bytes).toString("hex");
}
/** As Sentry's ids look: a number without a leading zero. */
function digits(bytes) {
	return [...bytes].map((byte, index) => String(index === 0 ? 1 + byte % 9 : byte % 10)).join("");
}
function letters(bytes) {
	return [...bytes].map((byte) => String.fromCharCode(97 + byte % 26)).join("");
}
function uuid(text) {
	return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
// src/action/judge/observed.ts
/** Whether a drill in this state takes nothing more. */
function isOverThere(state) {
	return state !== "registered" && state !== "running";
}
/** A try that has not seen anything yet. */
function nothingSeen(startedAt) {
	return {
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
	};
}
// src/action/judge/verdict.ts
/** Judges one try by what it has seen so far. Pure. */
function judge(seen, settings) {
	const hops = hopsSoFar(seen, settings).map((hop) => settle(hop, seen, settings));
	const problems = problemsOf(hops.filter(isFailing));
	const result = seen.over === "cancelled" ? "cancelled" : problems.length > 0 ? "failed" : "passed";
	return {
		result,
		hops,
		problems,
		warnings: problemsOf(hops.filter(({ state }) => state === "warned")),
		mayPass: result === "failed" && problems.every(({ passes }) => passes),
		unreachable: isUnreachable(seen)
	};
}
/** Whether all hops before the clearing up are done. */
function isDone({ hops }) {
	return hops.every(({ name, done }) => done || name === "cleanup");
}
function hopsSoFar(seen, settings) {
	return [
		...judgeCalls(seen, settings),
		...judgeSteps(seen, settings),
		judgeCleanup(seen.cleanup, settings.relay)
	];
}
/** What a hop that still waits comes to once nothing more is waited for. */
function settle(hop, seen, settings) {
	if (hop.state !== "waiting" || seen.over === null) return hop;
	if (hop.name === "cleanup") return seen.ticket === null ? skipped("cleanup", "nothing to clear up") : hop;
	if (seen.over === "stopped") return stoppedBy(hop, seen, settings);
	if (seen.over !== "timeout") return skipped(hop.name, seen.over);
	if (hop.trouble === null) return skipped(hop.name, "not reached");
	const trouble = seen.pollFailure === null ? hop.trouble : diagnose(seen.pollFailure, settings.relay);
	const late = `Not done within ${wordsOfSetting(settings.timeoutMs)}. `;
	return failed(hop.name, {
		...trouble,
		cause: `${late}${trouble.cause}`
	}, { limit: hop.limit });
}
/** A relay that no longer answers for the drill fails what was still awaited; an earlier failure only hides it. */
function stoppedBy(hop, seen, { relay }) {
	if (!(seen.report !== null || seen.pollFailure !== null)) return skipped(hop.name, "not reached");
	if (seen.pollFailure !== null) return failed(hop.name, diagnose(seen.pollFailure, relay), { limit: hop.limit });
	return failed(hop.name, endedElsewhere(seen), { limit: hop.limit });
}
function endedElsewhere({ report }) {
	return {
		cause: `The drill was over before it was done: its state is "${report?.state ?? "unknown"}".`,
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
function isUnreachable({ deploy, register, alerts }) {
	const calls = [
		deploy,
		register,
		...alerts
	].filter((call) => call !== null);
	return calls.length > 0 && calls.every(({ failure }) => failure?.kind === "unreachable");
}
// src/action/run/end-drill.ts
/** How long the relay may take to resolve and mark what a drill created. */
const clearingMs = 1e4;
/** The same when somebody waits for the check to stop; the `post` step of the Action goes on with it. */
const hurriedMs = 3e3;
const callMs = 5e3;
const pauseMs = 100;
const againMs = 500;
const longestSummary = 300;
/** Ends the drill with its result, and sees that nothing of it stays open. */
async function endDrill(drill, id) {
	const { settings, client, surroundings, watch, cancel } = drill.parts;
	const verdict = judge(drill.seen, settings);
	const hurried = cancel.aborted;
	const cleanup = await clearUp(id, {
		client,
		surroundings,
		end: {
			result: verdict.result,
			summary: summaryOf$1(verdict)
		},
		withinMs: hurried ? hurriedMs : clearingMs,
		cancel: hurried ? null : cancel
	});
	if (cleanup.kind === "clean") watch.closed(id);
	drill.note({ cleanup });
}
/** Ends a drill, and waits until everything that it created is resolved and marked. Never rejects. */
async function clearUp(id, clearing) {
	const { client, surroundings, end, withinMs, cancel } = clearing;
	const began = surroundings.now();
	const left = () => withinMs - (surroundings.now() - began);
	const never = new AbortController().signal;
	const tell = () => client.end(id, end, {
		withinMs: Math.min(callMs, left()),
		cancel: null
	});
	let ended = await tell();
	while (!ended.answer.ok && mayPass(ended.answer.failure) && left() > againMs && cancel?.aborted !== true) {
		await surroundings.sleep(againMs, cancel ?? never);
		ended = await tell();
	}
	if (!ended.answer.ok && !isOver(ended.answer.failure)) return {
		kind: "unknown",
		failure: ended.answer.failure
	};
	let state = {
		kind: "open",
		leftOpen: ["The relay did not say what."]
	};
	while (left() > 0 && cancel?.aborted !== true) {
		const { answer } = await client.report(id, {
			withinMs: Math.min(callMs, left()),
			cancel
		});
		if (answer.ok && answer.value.leftOpen.length === 0 && isOverThere(answer.value.state)) return {
			kind: "clean",
			ms: surroundings.now() - began
		};
		if (answer.ok) state = {
			kind: "open",
			leftOpen: answer.value.leftOpen
		};
		await surroundings.sleep(Math.min(pauseMs, Math.max(0, left())), cancel ?? never);
	}
	return state;
}
/** A drill that is over already needs no end. */
function isOver(failure) {
	return failure.kind === "refused" && failure.status === 409;
}
/** The result as the drill's message shows it. */
function summaryOf$1({ result, hops, problems }) {
	const reached = hops.flatMap(({ name, ms, how }) => how === null || ms === null ? [] : `${hopTitles[name]} in ${wordsOfMs(ms)} (${how})`);
	const text = result === "passed" ? reached.join(", ") : problems.map(({ cause }) => cause).join(" ");
	return (text === "" ? result : text).slice(0, longestSummary);
}
// src/action/run/follow.ts
/** Polls until every hop is done or the time is up. The relay looks around at every poll: it reads back and probes. */
async function follow(drill, id) {
	const { client, surroundings, cancel } = drill.parts;
	const began = surroundings.now();
	while (!drill.isOver()) {
		const { answer } = await client.report(id, drill.bounds());
		if (cancel.aborted) break;
		if (!answer.ok && wasCutShort(drill)) {
			drill.stop("timeout");
			break;
		}
		if (isDone(drill.note(answer.ok ? {
			report: answer.value,
			pollFailure: null
		} : { pollFailure: answer.failure }))) drill.stop("settled");
		else if (answer.ok ? isOverThere(answer.value.state) : !mayPass(answer.failure)) drill.stop("stopped");
		else await pause(drill, surroundings.now() - began);
	}
	drill.stop("cancelled");
}
/** A poll that only the end of the try ended says nothing about the relay: what was known before is the cause. */
function wasCutShort(drill) {
	return drill.remainingMs() < 1 && drill.seen.report !== null;
}
async function pause(drill, elapsedMs) {
	const { surroundings, cancel } = drill.parts;
	const ms = pauseAfter(elapsedMs);
	if (drill.remainingMs() <= ms) drill.stop("timeout");
	else await surroundings.sleep(ms, cancel);
}
/** Often while people would notice the difference, seldom when it takes long anyway. */
function pauseAfter(elapsedMs) {
	if (elapsedMs < 5e3) return 100;
	return elapsedMs < 2e4 ? 250 : 500;
}
// src/action/run/running-drill.ts
/** How long one call may take: whoever needs longer would also have lost Sentry's webhook. */
const longestCallMs = 5e3;
/** One try while it runs: what it has seen, and how much time it has left. */
var RunningDrill = class {
	parts;
	seen;
	#deadline;
	constructor(parts) {
		this.parts = parts;
		const now = parts.surroundings.now();
		this.seen = nothingSeen(now);
		this.#deadline = now + parts.settings.timeoutMs;
	}
	/** Notes what was seen, and tells who watches which hops are done by it. */
	note(more) {
		this.seen = {
			...this.seen,
			...more
		};
		const done = this.#verdict().hops.filter(({ name, done: is }) => is && !(name in this.seen.settled));
		if (done.length === 0) return this.#verdict();
		const now = this.parts.surroundings.now();
		const settled = Object.fromEntries(done.map(({ name }) => [name, now]));
		this.seen = {
			...this.seen,
			settled: {
				...this.seen.settled,
				...settled
			}
		};
		const verdict = this.#verdict();
		const names = new Set(done.map(({ name }) => name));
		for (const hop of verdict.hops) if (names.has(hop.name)) this.parts.watch.hop(hop);
		return verdict;
	}
	/** Notes a call, and answers with its value; null when it failed. */
	took(called, key) {
		this.note({ [key]: callSeen(called) });
		return called.answer.ok ? called.answer.value : null;
	}
	/** Nothing more is waited for. The first reason stays. */
	stop(over) {
		this.note({ over: this.seen.over ?? (this.parts.cancel.aborted ? "cancelled" : over) });
	}
	isOver() {
		return this.seen.over !== null || this.parts.cancel.aborted;
	}
	remainingMs() {
		return Math.max(0, this.#deadline - this.parts.surroundings.now());
	}
	/** A call that has to end before the try does. */
	bounds() {
		return {
			withinMs: Math.min(longestCallMs, this.remainingMs()),
			cancel: this.parts.cancel
		};
	}
	#verdict() {
		return judge(this.seen, this.parts.settings);
	}
};
/** What is kept of a call. */
function callSeen({ at, ms, answer }) {
	return {
		at,
		ms,
		failure: answer.ok ? null : answer.failure
	};
}
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
		verdict: judge(drill.seen, parts.settings)
	};
}
async function recordDeploy(drill) {
	const { settings, client } = drill.parts;
	if (settings.deploy === null) return;
	const called = await client.recordDeploy(settings.deploy, drill.bounds());
	tell$1(drill, drill.took(called, "deploy") ?? []);
	if (!called.answer.ok && concernsAll(called.answer.failure)) drill.stop("stopped");
}
function tell$1(drill, notes) {
	for (const note of notes) drill.parts.watch.note(note);
	drill.note({ notes: [...drill.seen.notes, ...notes] });
}
function concernsAll(failure) {
	return failure.kind !== "refused" || failure.status === 401 || failure.status === 403;
}
async function register(drill) {
	if (drill.isOver()) {
		drill.stop("cancelled");
		return null;
	}
	const { settings, client, watch } = drill.parts;
	const { scenario, subject } = settings;
	const request = {
		scenario,
		alerts: alertsOf(scenario),
		subject
	};
	const called = await client.register(request, drill.bounds());
	const ticket = drill.took(called, "register");
	if (ticket === null) {
		drill.stop("stopped");
		return null;
	}
	const { id, expiresAt, alerts, provable, notes } = ticket;
	const shown = {
		id,
		expiresAt,
		alerts,
		provable,
		notes
	};
	watch.registered(shown);
	tell$1(drill, notes);
	drill.note({ ticket: shown });
	if (asksTooMuch(settings, shown)) drill.stop("stopped");
	return ticket;
}
/** All at once, as they would come in a storm. */
async function send(drill, ticket) {
	if (drill.isOver()) return;
	const { settings, client, surroundings } = drill.parts;
	const { scenario, subject, drillSecret: secret } = settings;
	const level = expectedOf(settings, ticket).includes("page") ? "fatal" : "error";
	const alerts = signedAlerts({
		scenario,
		subject,
		secret,
		level: scenario === "storm" ? "error" : level
	}, ticket, surroundings);
	const calls = await Promise.all(alerts.map((alert) => client.alert(alert, drill.bounds())));
	drill.note({ alerts: calls.map(callSeen) });
	if (calls.some(({ answer }) => !answer.ok)) drill.stop("stopped");
}
// src/action/run/tries.ts
const firstPauseMs = 2e3;
/** A relay that asks for more patience than this is not waited for. */
const longestPauseMs = 6e4;
/** Tries until the check passes, fails for good, or has no try left. The last one decides. */
async function runTries(parts) {
	let settings = parts.settings;
	let last = await runDrill({
		...parts,
		settings
	});
	let runs = [last];
	for (let retry = 1; retry <= settings.retries && last.verdict.mayPass; retry += 1) {
		const pauseMs = pauseBefore(retry, last);
		parts.watch.again(retry + 1, pauseMs, last.verdict.problems[0]?.cause ?? "");
		await parts.surroundings.sleep(pauseMs, parts.cancel);
		if (parts.cancel.aborted) return cancelled(runs, last);
		if (last.seen.deploy?.failure === null) settings = {
			...settings,
			deploy: null
		};
		last = await runDrill({
			...parts,
			settings
		});
		runs = [...runs, last];
	}
	return runs;
}
/** The pause doubles, and is never shorter than what the relay asked for. */
function pauseBefore(retry, { seen }) {
	const asked = [seen.register, ...seen.alerts].flatMap((call) => call?.failure ?? []).map((failure) => failure.kind === "refused" ? failure.retryAfterMs ?? 0 : 0);
	return Math.min(longestPauseMs, Math.max(firstPauseMs * 2 ** (retry - 1), ...asked));
}
/** Whoever stops the check between two tries gets `cancelled`, not a failure that is no longer the last word. */
function cancelled(runs, last) {
	const end = {
		...last,
		verdict: {
			...last.verdict,
			result: "cancelled",
			problems: [],
			mayPass: false,
			unreachable: false
		}
	};
	const [first, ...rest] = runs;
	return first === last ? [end] : [
		first,
		...rest.slice(0, -1),
		end
	];
}
// src/action/run/run-check.ts
/** The whole check in the real world, for the Action and the command alike. */
function runCheck({ settings, redactor, watch, cancel }) {
	const surroundings = systemSurroundings();
	const { relay: url, token } = settings;
	const trace = (line) => watch.trace(line);
	return runTries({
		settings,
		client: createRelayClient({
			url,
			token,
			surroundings,
			redactor,
			trace
		}),
		surroundings,
		watch,
		cancel
	});
}
// src/action/runner/holds-secret.ts
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
// src/action/runner/settings.ts
const onFailure = oneOf("fail", "warn");
const shape = /* @__PURE__ */ object({
	"relay-url": relayAddress,
	"drill-secret": drillSecret,
	token,
	environment: name,
	service: name,
	release: optionalName,
	expect: expectation,
	timeout: duration,
	"max-ack-ms": milliseconds,
	"max-slack-ms": milliseconds,
	"max-page-ms": milliseconds,
	scenario: oneOf("single", "storm"),
	"on-failure": onFailure,
	"record-deploy": yesOrNo,
	retries
});
/** Reads all inputs once. What they leave open, the context of the run fills. */
function readSettings(inputs, context) {
	const given = (name) => (inputs[name] ?? "").trim();
	const fromRun = {
		service: context.service ?? "stormrelay",
		release: context.release ?? ""
	};
	const texts = Object.fromEntries(inputNames.map((name) => [name, given(name) || fromRun[name] || inputDefaults[name]]));
	const read = shape.safeParse(texts);
	const problems = inputNames.flatMap((input) => {
		const wrong = read.error?.issues.find(({ path }) => path[0] === input)?.message;
		const message = heldSecret(input, given) ?? wrong;
		return message === void 0 ? [] : [{
			input,
			message
		}];
	});
	return read.success && problems.length === 0 ? {
		ok: true,
		settings: settled(read.data, context)
	} : {
		ok: false,
		problems,
		onFailure: onFailure.safeParse(texts["on-failure"]).data ?? "fail"
	};
}
const secretWords = {
	"drill-secret": "drill secret",
	token: "CI token"
};
/** A name that holds a secret would be sent to Slack and PagerDuty, and stay there. */
function heldSecret(input, given) {
	if (secretInputs.some((name) => name === input)) return void 0;
	const held = secretInputs.find((name) => holdsSecret(given(input), given(name)));
	return held && `It holds the ${secretWords[held]}. Write that where it belongs, and nowhere else.`;
}
function settled(read, context) {
	const { service, environment, release, expect, scenario, retries } = read;
	const subject = {
		service,
		environment,
		release,
		by: context.by
	};
	const { what, compareUrl, runUrl } = context;
	return {
		relay: read["relay-url"],
		drillSecret: read["drill-secret"],
		token: read.token,
		subject,
		expect,
		scenario,
		timeoutMs: read.timeout,
		limits: {
			ack: read["max-ack-ms"],
			slack: read["max-slack-ms"],
			page: read["max-page-ms"]
		},
		onFailure: read["on-failure"],
		deploy: read["record-deploy"] ? {
			...subject,
			what,
			compareUrl,
			runUrl
		} : null,
		retries
	};
}
// src/action/tell/markdown.ts
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
	const url = address === null ? null : webAddress(address, { protocols: webProtocols });
	if (url === null) return escaped(label);
	const href = url.href.replaceAll(/[^A-Za-z0-9:/?#@!$&+,;=%._~-]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
	return `[${escaped(label)}](<${href}>)`;
}
/** A row of a table; its cells are Markdown already. */
function row(cells) {
	return `| ${cells.join(" | ")} |`;
}
// src/action/tell/timeline-picture.ts
/**
* The spans as a Mermaid Gantt chart (mermaid.js.org/syntax/gantt.html). Every word in it is our own: nothing from
* outside can break out of it.
*/
function timelinePicture(spans) {
	if (spans.length === 0) return [];
	return [
		"```mermaid",
		"gantt",
		"  dateFormat x",
		`  axisFormat ${Math.max(...spans.map(({ to }) => to)) < 6e4 ? "%S.%L" : "%M:%S"}`,
		...spans.flatMap((span, index) => [...spans[index - 1]?.hop === span.hop ? [] : [`  section ${hopTitles[span.hop]}`], `  ${task(span)}`]),
		"```"
	];
}
/** A bar needs a width to be seen. */
function task({ what, from, to, failing }) {
	const begin = Math.max(0, Math.round(from));
	const end = Math.max(begin + 1, Math.round(to));
	return `${what} ${wordsOfMs(end - begin)} :${failing ? "crit" : "done"}, ${begin}, ${end}`;
}
// src/action/tell/summary-markdown.ts
const resultMarks = {
	passed: "✅",
	failed: "❌",
	cancelled: "⚪"
};
/** The job summary: what was proven, hop by hop, what failed and what to do. */
function summaryOf(runs, settings) {
	const last = runs.at(-1) ?? runs[0];
	const { verdict, seen } = last;
	return [
		`## ${resultMarks[verdict.result]} ${escaped(headlineOf(last, settings))}`,
		subjectLine(last, settings),
		[
			row([
				"hop",
				"result",
				"time",
				"limit",
				"how",
				"notes"
			]),
			row(Array(6).fill("---")),
			...verdict.hops.map(hopRow)
		].join("\n"),
		timelinePicture(spansOf(last)).join("\n"),
		problemList("What failed, and what to do", verdict.problems),
		problemList("Worth knowing", verdict.warnings),
		seen.notes.map((note) => `- ${escaped(note)}`).join("\n"),
		deployLine(settings),
		linksLine(last),
		triesTable(runs)
	].filter((part) => part !== "").join("\n\n").concat("\n");
}
/** The job summary of a check that could not begin. */
function inputSummary(problems) {
	return [
		"## ❌ The check could not begin: its inputs are wrong",
		"",
		...problems.map(({ input, message }) => `- \`${input}\`: ${escaped(message)}`),
		""
	].join("\n");
}
function subjectLine({ seen }, { subject, relay, scenario }) {
	const took = seen.endedAt === null ? [] : [wordsOfMs(seen.endedAt - seen.startedAt)];
	return [
		`**${escaped(subject.service)}**`,
		escaped(subject.environment),
		...subject.release === null ? [] : [`release ${escaped(subject.release)}`],
		...scenario === "storm" ? [`a storm of ${seen.ticket?.alerts ?? 0} alerts`] : [],
		...seen.ticket === null ? [] : [escaped(seen.ticket.id)],
		`relay ${escaped(relay)}`,
		...took
	].join(" · ");
}
const stateMarks = {
	ok: "✅ ok",
	slow: "❌ slow",
	failed: "❌ failed",
	warned: "⚠️ see below",
	waiting: "⏳ waiting",
	skipped: "➖ not gone"
};
function hopRow({ name, state, ms, limit, how, note }) {
	return row([
		hopTitles[name],
		stateMarks[state],
		ms === null ? "" : wordsOfMs(ms),
		limit === null ? "" : wordsOfSetting(limit),
		how ?? "",
		escaped(note ?? "")
	]);
}
function problemList(title, problems) {
	if (problems.length === 0) return "";
	const items = problems.map(({ hops, cause, advice }) => `- **${hops.map((hop) => hopTitles[hop]).join(", ")}**: ${escaped(cause)}\n  **To do:** ${escaped(advice)}`);
	return [`### ${title}`, ...items].join("\n\n");
}
function deployLine({ deploy }) {
	if (deploy === null) return "";
	const { what, by, compareUrl, runUrl } = deploy;
	const links = [...compareUrl === null ? [] : [link("what changed", compareUrl)], ...runUrl === null ? [] : [link("this run", runUrl)]];
	if (links.length === 0 && by === null && what === null) return "";
	return [`**Deploy**${by === null ? "" : ` by ${escaped(by)}`}${what === null ? "" : `: ${escaped(what)}`}`, ...links].join(" · ");
}
function linksLine({ seen }) {
	const links = (seen.report?.hops ?? []).flatMap(({ hop, receiver, link: address }) => address === null ? [] : [link(`${hopTitles[hop]} (${receiver})`, address)]);
	return links.length === 0 ? "" : `**See it**: ${links.slice(0, 10).join(" · ")}`;
}
function triesTable(runs) {
	if (runs.length < 2) return "";
	const rows = runs.map(({ seen, verdict }, index) => row([
		String(index + 1),
		escaped(seen.ticket?.id ?? "none registered"),
		`${resultMarks[verdict.result]} ${verdict.result}`,
		escaped(verdict.problems.map(({ cause }) => cause).join(" "))
	]));
	return [
		"### Tries",
		"",
		row([
			"try",
			"drill",
			"result",
			"why"
		]),
		row(Array(4).fill("---")),
		...rows
	].join("\n");
}
// src/action/runner/main.ts
/** The main step of the Action: runs the check, and says what came of it in every way that GitHub has. */
async function main() {
	const cancel = cancelOnSignals();
	const inputs = Object.fromEntries(inputNames.map((name) => [name, getInput(name)]));
	const redactor = maskSecrets();
	const read = readSettings(inputs, redactor.deep(githubContext(process.env, (file) => readFileSync(file, "utf8"))));
	if (!read.ok) {
		await refuse(read, redactor);
		return;
	}
	const { settings } = read;
	await publish(await runCheck({
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
async function refuse(read, redactor) {
	const problems = read.problems.map(withHintOfForks);
	const onlyWarns = read.onFailure === "warn";
	const say = onlyWarns ? warning : error;
	for (const { input, message } of problems) say(redactor.text(`${input}: ${message}`), { title: `stormrelay: input ${input}` });
	giveOutputs({ result: "failed" });
	await writeSummary(redactor.text(inputSummary(problems)));
	if (!onlyWarns) process.exitCode = 1;
}
function withHintOfForks({ input, message }) {
	return {
		input,
		message: input === "drill-secret" && getInput(input) === "" ? `${message} A workflow of a fork does not get secrets.` : message
	};
}
function watchFor(settings, redactor) {
	const open = new OpenDrills(settings.relay);
	const say = (line) => info(oneLine(redactor.text(line)));
	return {
		registered: ({ id }) => {
			open.opened(id);
			say(`Drill ${id} at ${settings.relay}`);
		},
		note: (sentence) => notice(redactor.text(sentence), { title: "stormrelay: drill" }),
		hop: (hop) => say(hopLine(hop)),
		closed: (id) => open.closed(id),
		again: (number, pauseMs, why) => say(`Try ${number} in ${wordsOfMs(pauseMs)}: ${why}`),
		trace: (line) => {
			if (isDebug()) debug(redactor.text(line));
		}
	};
}
async function publish(runs, settings, redactor) {
	const clean = redactor.deep(runs);
	const last = clean.at(-1) ?? clean[0];
	const { problems, warnings } = last.verdict;
	const { result } = (runs.at(-1) ?? runs[0]).verdict;
	const file = writeReport(redactor.text(JSON.stringify(reportOf(clean, settings), null, 2)));
	giveOutputs({
		...redactor.deep(outputsOf(last, file)),
		result
	});
	await writeSummary(redactor.text(summaryOf(clean, settings)));
	const serious = result === "failed" && settings.onFailure === "warn" ? warning : error;
	for (const problem of problems) annotate(serious, problem, redactor);
	for (const warning$1 of warnings) annotate(warning, warning$1, redactor);
	if (result === "cancelled") warning("The check was cancelled. What it began is ended, at the latest by its post step.", { title: "stormrelay: cancelled" });
	info(oneLine(redactor.text(`${headlineOf(last, settings)}.`)));
	if (result === "cancelled" || result === "failed" && settings.onFailure === "fail") process.exitCode = 1;
}
function annotate(say, { hops, cause, advice }, redactor) {
	const title = `stormrelay: ${hops.map((hop) => hopTitles[hop]).join(", ")}`;
	say(redactor.text(`${cause}\nTo do: ${advice}`), { title });
}
/** The path of the report; empty when it could not be written, which is no reason to fail a deploy. */
function writeReport(text) {
	const folder = process.env["RUNNER_TEMP"] ?? "";
	const file = path.join(folder === "" ? tmpdir() : folder, `stormrelay-check-${randomUUID()}.json`);
	try {
		writeFileSync(file, `${text}\n`, { mode: 384 });
		return file;
	} catch (error) {
		warning(`The report could not be written to ${file}: ${messageOf(error)}`);
		return "";
	}
}
// src/action/runner/post.ts
/**
* The post step: ends what the main step left open, because it was cancelled or killed. It never fails the job: what
* cannot be ended expires by itself.
*/
async function post() {
	const left = leftByMain();
	if (left === null) return;
	const redactor = maskSecrets();
	const surroundings = systemSurroundings();
	const client = createRelayClient({
		url: left.relay,
		token: getInput("token"),
		surroundings,
		redactor,
		trace: (line) => {
			if (isDebug()) debug(redactor.text(line));
		}
	});
	const end = {
		result: "cancelled",
		summary: "The workflow stopped before the drill was done."
	};
	await Promise.all(left.drills.map(async (id) => {
		const cleanup = await clearUp(id, {
			client,
			surroundings,
			end,
			withinMs: clearingMs,
			cancel: null
		});
		tell(redactor.text(id), cleanup, left.relay, (text) => redactor.text(text));
	}));
}
function tell(id, cleanup, relay, clean) {
	if (cleanup.kind === "clean") {
		info(`Drill ${id} is ended; nothing of it is left open.`);
		return;
	}
	warning(clean(`Drill ${id} is left behind, ${cleanup.kind === "open" ? `it still shows as open: ${cleanup.leftOpen.join("; ")}` : `it could not be ended: ${diagnose(cleanup.failure, relay).cause}`}${cleanup.kind === "unknown" && isForgotten(cleanup.failure) ? "" : " It expires by itself 10 minutes after it began."}`), { title: "stormrelay: cleared up" });
}
// src/action/runner/entry.ts
/**
* Both steps of the Action are this one file. dist/post.js says which it is: what the first saves cannot, when it was
* stopped before it saved anything.
*/
const isPost = process.env["STORMRELAY_STEP"] === "post" || getState("isPost") === "true";
bearClosedOutput();
try {
	if (isPost) await post();
	else {
		if (!saveForPost("isPost", "true")) warning("The state could not be written for the post step: if this step is killed, its drill ends after 10 minutes.");
		await main();
	}
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

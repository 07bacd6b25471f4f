import type { Trouble } from './streams/trouble.ts';
import type { Platform } from './world.ts';

/** A frame as an SDK sends it. */
interface SentFrame {
  readonly filename: string;
  readonly abs_path: string;
  readonly module: string | null;
  readonly function: string;
  readonly lineno: number;
  readonly in_app: boolean;
}

/** What Sentry calls the platform of an event. */
export const sentryPlatform: Readonly<Record<Platform, string>> = {
  node: 'node',
  python: 'python',
  java: 'java',
  go: 'go',
  ruby: 'ruby',
  php: 'php',
  dotnet: 'csharp',
  browser: 'javascript',
  ios: 'cocoa',
  android: 'java',
};

/** Name and version of the SDK that sends for a platform. */
export const sdkOf: Readonly<Record<Platform, readonly [name: string, version: string]>> = {
  node: ['sentry.javascript.node', '9.40.0'],
  python: ['sentry.python.django', '2.33.0'],
  java: ['sentry.java.spring-boot.jakarta', '8.17.0'],
  go: ['sentry.go', '0.34.1'],
  ruby: ['sentry.ruby.rails', '5.26.0'],
  php: ['sentry.php.laravel', '4.15.1'],
  dotnet: ['sentry.dotnet.aspnetcore', '5.12.0'],
  browser: ['sentry.javascript.react', '9.40.0'],
  ios: ['sentry.cocoa', '8.53.2'],
  android: ['sentry.java.android', '8.17.0'],
};

/** The type of the mechanism by which unhandled errors reach the SDK. */
export const mechanismOf: Readonly<Record<Platform, string>> = {
  node: 'middleware',
  python: 'django',
  java: 'Spring6ExceptionResolver',
  go: 'generic',
  ruby: 'rails',
  php: 'generic',
  dotnet: 'SentryMiddleware',
  browser: 'onunhandledrejection',
  ios: 'NSError',
  android: 'UncaughtExceptionHandler',
};

/** Oldest first: the framework's, the application's two, and the library's that raised. */
export function framesOf(trouble: Trouble, libraryFrame: string | null): readonly SentFrame[] {
  const { platform } = trouble.service;
  const frames = [...frameworkFrames(platform), ...ownFrames(trouble)];
  return libraryFrame === null ? frames : [...frames, ...libraryFrames(platform, libraryFrame)];
}

/** The application's newest frame: it gives the event its culprit. */
export function ownFrameOf(trouble: Trouble): SentFrame {
  return ownFrames(trouble).at(-1)!;
}

function frame(filename: string, abs_path: string, module: string | null, called: string): SentFrame {
  let line = 7;
  for (const letter of called + filename) line = (line * 31 + letter.charCodeAt(0)) % 400;
  return { filename, abs_path, module, function: called, lineno: line + 1, in_app: true };
}

/** A driver calls itself once more before it raises: two frames of it stand above the application's own. */
function libraryFrames(platform: Platform, said: string): readonly SentFrame[] {
  const [file = '', called = 'call'] = said.split('#');
  return [libraryFrame(platform, file, 'send'), libraryFrame(platform, file, called)];
}

function libraryFrame(platform: Platform, file: string, called: string): SentFrame {
  return { ...placeInLibrary(platform, file, called), in_app: false };
}

function placeInLibrary(platform: Platform, file: string, called: string): SentFrame {
  switch (platform) {
    case 'node':
      return file.startsWith('node:')
        ? frame(file, file, file, called)
        : frame(`/app/node_modules/${file}`, `/app/node_modules/${file}`, stem(file), called);
    case 'python': {
      const abs = `/usr/local/lib/python3.12/site-packages/${file}`;
      return frame(file, abs, file.replace(/\.py$/, '').replaceAll('/', '.'), called);
    }
    case 'java':
    case 'android':
      return frame(`${last(file, '.')}.java`, `${last(file, '.')}.java`, file, called);
    case 'go':
      return frame(`${last(file, '/')}.go`, `/go/pkg/mod/${file}/${last(file, '/')}.go`, file, called);
    case 'ruby':
      return frame(file, `/usr/local/bundle/gems/${file}`, null, called);
    case 'php':
      return frame(`/vendor/${file}`, `/var/www/vendor/${file}`, null, called);
    case 'dotnet':
      return frame('', '', file, called);
    case 'browser':
      return frame(`/assets/${file}`, `https://static.example.com/assets/${file}`, null, called);
    case 'ios':
      return frame('', '', null, `-[${file} ${called}]`);
  }
}

function frameworkFrames(platform: Platform): readonly SentFrame[] {
  switch (platform) {
    case 'node':
      return [libraryFrame(platform, 'express/lib/router/layer.js', 'handle')];
    case 'python':
      return [libraryFrame(platform, 'django/core/handlers/base.py', '_get_response')];
    case 'java':
      return [libraryFrame(platform, 'org.springframework.web.servlet.FrameworkServlet', 'processRequest')];
    case 'go':
      return [libraryFrame(platform, 'github.com/go-chi/chi/v5', '(*Mux).ServeHTTP')];
    case 'ruby':
      return [libraryFrame(platform, 'actionpack-7.2.1/lib/action_controller/metal.rb', 'dispatch')];
    case 'php':
      return [
        libraryFrame(
          platform,
          'laravel/framework/src/Illuminate/Routing/Router.php',
          'Illuminate\\Routing\\Router::dispatch',
        ),
      ];
    case 'dotnet':
      return [
        libraryFrame(
          platform,
          'Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker',
          'InvokeNextActionFilterAsync',
        ),
      ];
    case 'browser':
      return [libraryFrame(platform, 'vendor-1c0ffee.js', 'dispatchEvent')];
    case 'ios':
      return [libraryFrame(platform, 'UIApplication', 'sendAction:to:from:forEvent:')];
    case 'android':
      return [libraryFrame(platform, 'android.os.Handler', 'dispatchMessage')];
  }
}

function ownFrames({ service, noun, verb }: Trouble): readonly SentFrame[] {
  const Noun = capital(noun);
  const name = service.name;
  const plain = name.replaceAll('-', '');
  switch (service.platform) {
    case 'node':
      return ['controller', 'service'].map((part) =>
        frame(
          `/app/dist/${noun}/${noun}.${part}.js`,
          `/app/dist/${noun}/${noun}.${part}.js`,
          `${noun}.${part}`,
          `${Noun}${capital(part)}.${verb}`,
        ),
      );
    case 'python':
      return ['views', 'services'].map((part) =>
        frame(`${noun}/${part}.py`, `/srv/${name}/${noun}/${part}.py`, `${noun}.${part}`, `${verb}_${noun}`),
      );
    case 'java':
    case 'android':
      return ['Controller', 'Service'].map((part) =>
        frame(`${Noun}${part}.java`, `${Noun}${part}.java`, `com.acme.${plain}.${Noun}${part}`, verb),
      );
    case 'go':
      return ['handler', 'store'].map((part) =>
        frame(
          `${part}.go`,
          `/build/internal/${noun}/${part}.go`,
          `github.com/acme/${name}/internal/${noun}`,
          `(*${capital(part)}).${capital(verb)}`,
        ),
      );
    case 'ruby':
      return ['controllers', 'services'].map((part) =>
        frame(
          `app/${part}/${noun}_${part}.rb`,
          `/srv/${name}/app/${part}/${noun}_${part}.rb`,
          null,
          `${verb}_${noun}`,
        ),
      );
    case 'php':
      return ['Http/Controllers', 'Services'].map((part) =>
        frame(
          `/app/${part}/${Noun}.php`,
          `/var/www/app/${part}/${Noun}.php`,
          null,
          `App\\${part.replaceAll('/', '\\')}\\${Noun}::${verb}`,
        ),
      );
    case 'dotnet':
      return ['Controller', 'Service'].map((part) =>
        frame(
          `${Noun}${part}.cs`,
          `/src/${name}/${Noun}${part}.cs`,
          `Acme.${capital(plain)}.${Noun}${part}`,
          capital(verb),
        ),
      );
    case 'browser':
      return ['pages', 'hooks'].map((part) =>
        frame(
          `app:///assets/${part}/${noun}.tsx`,
          `app:///assets/${part}/${noun}.tsx`,
          `${part}/${noun}`,
          `${verb}${Noun}`,
        ),
      );
    case 'ios':
      return ['View', 'Store'].map((part) =>
        frame(`${Noun}${part}.swift`, `/App/${Noun}${part}.swift`, null, `${Noun}${part}.${verb}()`),
      );
  }
}

function capital(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

function last(path: string, separator: string): string {
  return path.split(separator).at(-1) ?? path;
}

function stem(file: string): string {
  return last(file, '/').replace(/\.[cm]?js$/, '');
}

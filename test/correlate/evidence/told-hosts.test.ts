import { describe, expect, it } from 'vitest';
import { evidenceFrom } from '../voices.ts';

/** Names of what a text cannot reach. */
function namesOf(text: string): readonly string[] {
  return evidenceFrom(`Error: ${text}`).names;
}

describe('one host told in words', () => {
  it.each([
    'connection refused (fares.intern:4000)',
    'connection refused (fares.int:4000)',
    'timeout talking to fares.ops.acme-zone:4000',
    'fares.intern: service unavailable',
    'fares.lan is down',
    'no answer from fares.internal',
    'fares.corp returned 503',
    'fares.corp answered with status 502',
    'call to fares.acme.io timed out',
    'upstream fares.prod.svc.cluster.local did not respond in 5s',
    'got 503 Service Unavailable (fares.acme.example)',
    "IDX1: Unable to obtain configuration from: 'https://fares.acme.example/x/openid-configuration'.",
    'Status(StatusCode="DeadlineExceeded", Detail="") fares.v1.Fares/Quote',
    // German, French, Spanish, Italian, Portuguese, Polish, Turkish
    'Der Preisdienst fares.intern ist derzeit nicht erreichbar',
    'Verbindung zu fares.intern:8443 abgelehnt',
    'Keine Antwort von fares.intern (HTTP 504)',
    'fares.intern: Dienst nicht verfügbar',
    'Aucune réponse de fares.internal',
    'Le serveur fares.internal ne répond pas',
    'Sin respuesta de fares.internal',
    'El servicio fares.internal no está disponible',
    'fares.internal non è raggiungibile',
    'Nessuna risposta da fares.internal',
    'fares.internal: serviço indisponível',
    'Brak odpowiedzi od fares.internal',
    'fares.internal nie odpowiada',
    "fares.internal'a bağlanılamadı",
    'fares.internal yanıt vermiyor',
    // Russian, Chinese, Japanese, Korean
    'Сервис fares.corp недоступен',
    'Нет ответа от fares.corp',
    'Сервер fares.corp вернул 503',
    '连接 fares.internal:8080 超时',
    '连接fares.internal失败',
    'fares.internal 无响应',
    'fares.internal に接続できませんでした',
    'fares.internal: 接続タイムアウト',
    'fares.internal に到達できません',
    'fares.internal에 연결할 수 없습니다',
    'fares.internal 응답 없음',
  ])('is its name: %s', (text) => {
    expect(namesOf(text)).toContain('fares');
  });

  it.each([
    'timeout in app.js:4200',
    'Main.java:1700 connection refused',
    'handler.lua:1042 timed out',
    'libfoo-2.4.1 timed out',
    'connection reset at 12:30:45',
    'order:4711 timed out',
    'mail to jane.doe@acme.com: no answer from her',
    'request timed out, see https://docs.acme.com/errors/timeouts',
    'Artikel nicht verfügbar',
    'Товар недоступен',
    'El producto no está disponible',
    'this article is unavailable in size 42',
    'java.net.SocketTimeoutException: timed out',
  ])('is none: %s', (text) => {
    expect(namesOf(text)).toEqual([]);
  });

  it.each([
    'no answer from fares',
    'no reply received from fares within 5s',
    'no response from the fares service',
  ])('is a bare word that did not answer: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`).named?.key).toBe('host:fares');
  });

  it.each(['answer', 'reply', 'response'])('is nobody who did not answer, as people do: no %s', (word) => {
    for (const who of ['her', 'him', 'user', 'the user', 'a customer', 'our team', 'anyone', 'jane@acme.com'])
      expect(namesOf(`no ${word} from ${who}`)).toEqual([]);
  });

  it('that has the name of its technology is that technology', () => {
    expect(evidenceFrom('Error: no answer from rabbit-prod').named?.key).toBe('dependency:rabbitmq');
    expect(evidenceFrom('Error: no answer from redis-main').family).toBe('redis');
  });

  it.each(['Artikel nicht verfügbar', 'Товар недоступен', 'El producto no está disponible'])(
    'without a host it may be a thing on sale: %s',
    (text) => {
      expect(evidenceFrom(`Error: ${text}`).unreachable).toBe(false);
    },
  );

  it('is one thing with a name, whatever else the text says of it', () => {
    expect(
      namesOf(
        'Is the server running on host "fares-main.internal" (10.2.3.4) and accepting TCP/IP connections? Connection refused',
      ),
    ).toContain('fares-main');
    expect(
      namesOf('failed to connect to `user=app`: 10.8.0.4:5432 (fares-main.corp.local): dial error: refused'),
    ).toContain('fares-main');
  });
});

import { describe, expect, it } from 'vitest';
import { saysNoRoute, saysUnavailable } from '../../../src/correlate/evidence/unavailability.ts';
import { evidenceFrom } from '../voices.ts';

describe('what systems and engines say in other languages', () => {
  it.each([
    // glibc
    'Verbindungsaufbau abgelehnt',
    'Verbindung abgelehnt',
    'Conexión rehusada',
    'conexión rechazada',
    'Connexion refusée',
    'Connessione rifiutata',
    'Conexão recusada',
    'Ligação recusada',
    'Die Wartezeit für die Verbindung ist abgelaufen',
    'Zeitüberschreitung bei der Verbindung',
    'Expiró el tiempo de conexión',
    'tiempo de espera agotado',
    "Connexion terminée par expiration du délai d'attente",
    'Connessione scaduta',
    'Tempo esgotado para conexão',
    'Die Verbindung wurde vom Kommunikationspartner zurückgesetzt',
    'Conexión reinicializada por la máquina remota',
    'Connexion ré-initialisée par le correspondant',
    'Connessione interrotta dal corrispondente',
    'Conexão fechada pela outra ponta',
    // Windows
    'Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte.',
    'No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión.',
    'Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée.',
    'Impossibile stabilire la connessione. Rifiuto persistente del computer di destinazione.',
    'Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente.',
    // PostgreSQL
    'Verbindung zum Server auf »orders-db.internal« (10.0.0.4), Port 5432 fehlgeschlagen: Timeout abgelaufen',
    'falló la conexión al servidor en «orders-db.internal» (10.0.0.4), puerto 5432: tiempo de espera agotado',
    'la connexion au serveur sur « orders-db.internal » (10.0.0.4), port 5432 a échoué : le délai est dépassé',
    'connessione al server su "orders-db.internal" (10.0.0.4), porta 5432 fallita: timeout scaduto',
    'conexão com servidor em "orders-db.internal" (10.0.0.4), porta 5432 falhou: tempo de espera esgotado',
    'FATAL:  tut mir leid, schon zu viele Verbindungen',
    'FATAL:  das Datenbanksystem ist im Wiederherstellungsmodus',
    'FATAL:  el sistema de base de datos está en modo de recuperación',
    'FATAL:  le système de bases de données est en cours de restauration',
    'FATAL:  il database è in modalità di ripristino',
    'FATAL:  o sistema de banco de dados está em modo de recuperação',
    'FATAL:  lo siento, ya tenemos demasiados clientes',
    'FATAL:  désolé, trop de clients sont déjà connectés',
    'FATAL:  spiacente, troppi client già connessi',
    'FATAL:  desculpe, muitos clientes conectados',
    'das Datenbanksystem fährt herunter',
    'el sistema de base de datos está iniciándose',
    "le système de base de données s'arrête",
    'il database si sta avviando',
    'o sistema de banco de dados está desligando',
    // MySQL
    'SQLSTATE[HY000] [1040] Zu viele Verbindungen',
    'SQLSTATE[HY000] [1040] Demasiadas conexiones',
    'SQLSTATE[HY000] [1040] Trop de connexions',
    'SQLSTATE[HY000] [1040] Troppe connessioni',
    'SQLSTATE[HY000] [1040] Excesso de conexões',
  ])('means that something cannot be reached: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(true);
  });

  it.each([
    'Keine Route zum Zielrechner',
    "No existe ninguna ruta hasta el `host'",
    "Aucun chemin d'accès pour atteindre l'hôte cible",
    'Das Netzwerk ist nicht erreichbar',
    'La red es inaccesible',
    "Le réseau n'est pas accessible",
    'Rete irraggiungibile',
    'Não há rota para o host',
  ])('means that no way leads there: %s', (text) => {
    expect([saysUnavailable(text.toLowerCase()), saysNoRoute(text.toLowerCase())]).toEqual([true, true]);
  });

  it.each([
    // Log-ins, queries, locks, and rules of a business.
    'Connexion refusée : mot de passe incorrect',
    'storniere Anfrage wegen Zeitüberschreitung einer Sperre',
    'cancelando la sentencia debido a que se agotó el tiempo de espera de candados (locks)',
    "annulation de la requête à cause du délai écoulé pour l'obtention des verrous",
    'tarjeta rechazada por el banco',
    'Zahlung abgelehnt',
    'paiement refusé',
    'Bestellung wurde geschlossen',
    'pagamento recusado',
    'La sesión ha expirado',
    'Sessão expirada',
    'llave duplicada viola restricción de unicidad «users_pkey»',
    'doppelter Schlüsselwert verletzt Unique-Constraint »users_pkey«',
  ])('is none of it: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(false);
  });

  it.each([
    ['mode:dns', 'Der Name oder Dienst ist nicht bekannt: Name oder Dienst nicht bekannt'],
    ['mode:dns', 'Temporärer Fehler bei der Namensauflösung'],
    ['mode:dns', 'Nombre o servicio desconocido'],
    ['mode:dns', 'Nom ou service inconnu'],
    ['mode:dns', 'Nome o servizio sconosciuto'],
    ['mode:dns', 'Falha temporária na resolução de nome'],
    ['mode:disk', 'Auf dem Gerät ist kein Speicherplatz mehr verfügbar'],
    ['mode:disk', 'No queda espacio en el dispositivo'],
    ['mode:disk', 'Aucun espace disponible sur le périphérique'],
    ['mode:disk', 'Spazio esaurito sul dispositivo'],
    ['mode:disk', 'Não há espaço disponível no dispositivo'],
  ])('%s: %s', (key, text) => {
    expect(evidenceFrom(`OSError: ${text}`).named?.key).toBe(key);
  });

  it('names the same database in whatever language its services speak', () => {
    const said = [
      'OperationalError: connection to server at "orders-db.internal" (10.0.0.4), port 5432 failed: Connection refused',
      'OperationalError: Verbindung zum Server auf »orders-db.internal« (10.0.0.4), Port 5432 fehlgeschlagen: Verbindungsaufbau abgelehnt',
      'OperationalError: falló la conexión al servidor en «orders-db.internal» (10.0.0.4), puerto 5432: Conexión rehusada',
      'OperationalError: la connexion au serveur sur « orders-db.internal » (10.0.0.4), port 5432 a échoué : Connexion refusée',
      'OperationalError: connessione al server su "orders-db.internal" (10.0.0.4), porta 5432 fallita: Connessione rifiutata',
      'OperationalError: conexão com servidor em "orders-db.internal" (10.0.0.4), porta 5432 falhou: Conexão recusada',
    ].map((text) => evidenceFrom(text));
    for (const { names, named } of said) {
      expect(names).toEqual(said[0]!.names);
      expect(named).not.toBeNull();
    }
  });
});

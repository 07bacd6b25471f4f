const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that carry a digit and are words all the same. */
export const wordsWithDigits = setOf(
  's3 ec2 k8s http2 h2 http3 h3 utf8 utf-8 utf16 utf-16 utf32 latin1 x509 md4 md5 sha1 sha2 sha3 sha-1 sha224 sha256 sha384 ' +
    'sha512 sha-256 sha-512 aes128 aes256 rc4 ipv4 ipv6 ip4 ip6 oauth2 oauth1 base32 base64 i18n l10n log4j log4net slf4j psycopg2 ' +
    'urllib2 urllib3 web2 web3 p2p b2b b2c e2e es5 es6 tls1 ssl2 ssl3 ssh1 ssh2 neo4j auth0 route53 int8 int16 int32 int64 ' +
    'uint8 uint16 uint32 uint64 float16 float32 float64 win32 win64 x86 x64 x86_64 amd64 arm64 gzip2 bzip2 mp3 mp4 h264 h265 ' +
    'ext2 ext3 ext4 smb1 smb2 smb3 nfs3 nfs4 imap4 pop3 l2tp md5sum sha1sum j2ee c++11 vec2 vec3 vec4 mat4 python2 python3 ' +
    'pip3 3d 2d 4xx 5xx 2fa u2f h323 r2dbc',
);

export const longestWordWithDigits = Math.max(...Array.from(wordsWithDigits, (word) => word.length));

/** What follows a number and belongs to it, in lower case. */
export const units = setOf(
  'b bit bits byte bytes kb mb gb tb pb kib mib gib tib kbit mbit gbit kbps mbps gbps bps ' +
    'ns nsec nsecs nanosecond nanoseconds us µs μs usec usecs microsecond microseconds ms msec msecs millis millisecond milliseconds ' +
    's sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days week weeks month months year years ' +
    'hz khz mhz ghz px pt mv ma mah percent pct % kb/s mb/s gb/s b/s bytes/s bytes/sec kb/sec mb/sec req/s msg/s ops/s am pm',
);

/** Endings by which a name of two parts is a host and no name of code. */
export const commonDomains = setOf(
  'com net org edu gov mil int arpa info biz cloud internal intern local localdomain localhost lan corp home intranet example ' +
    'invalid',
);

/** Endings that names of code have too: these need three parts, a digit or a dash. */
export const rarerDomains = setOf(
  'io dev app ai co me tv eu us uk de fr nl it es se no fi dk pl cz at ch be ie pt ru ua cn jp kr tw hk in au nz ca br mx ar za ' +
    'test svc cluster consul node zone site online tech xyz',
);

/** With these begin names of code that are domains read backwards. */
export const reversedDomains = setOf(
  'com org net edu gov io de java javax jdk sun android androidx kotlin scala',
);

/** Endings of files that hold data; a file of code (`main.py`) says where something broke. */
export const fileEndings = setOf(
  'log out txt xml json csv tsv yml yaml conf cfg ini properties zip gz bz2 xz tar tgz jar war tmp temp bak dat data bin img iso ' +
    'db sqlite sql dump pid lock sock png jpg jpeg gif svg webp pdf doc docx xls xlsx htm html pem crt key plist pcap pcapng parquet ' +
    'avro orc so dll exe sys deb rpm',
);

/** What stands behind "user" and is no name. */
export const notNames = setOf(
  'not is are was were has had have can cannot could does did do must should will would may might with without and or but if ' +
    'for from by at on in of to as the a an this that who which when already no id ids name names account accounts agent data ' +
    'input interface profile profiles session sessions role roles group groups token tokens password email preferences settings ' +
    'record records service object table type found logged login logout unknown authentication authorization access',
);

/** Files of code, by their endings: what ends so is no host, whatever stands beside it. */
export const fileLike =
  /\.(?:go|py|pyc|js|mjs|cjs|ts|tsx|jsx|rb|erb|java|kt|kts|php|phtml|inc|cs|vb|fs|rs|c|cc|cpp|h|hpp|m|mm|ex|exs|eex|heex|erl|scala|swift|dart|lua|pl|pm|hs|ml|clj|cljs|groovy|gradle|zig|nim|jl|vue|svelte|astro|html|htm|jsp|twig|css|scss|json|xml|yml|yaml|toml|ini|conf|cfg|env|log|txt|md|csv|lock|sh|ps1|sql|so|dll|exe|jar|pool|com\.[a-z]+exception)$/;

/** Names of code, by what they begin with: `java.net.socket` is no host. */
export const classLike =
  /^(?:java|javax|com|org|net|io|system|django|redis|requests|urllib3|psycopg2|sqlalchemy|botocore|grpc|stripe|aiohttp|httpx|kafka|pymongo|celery|rest|spring|microsoft|symfony|guzzlehttp|illuminate|active_record|activerecord|faraday|kombu|amqp|elastic_transport|smtplib|socket|ssl|asyncio|mysql|mysqlclient|pymysql|elasticsearch|opensearchpy|cassandra|concurrent|http|urllib|self|this|ctx|app|req|res|exc|err)\.[\w.]+$/;

/** Suffixes of hosts, public ones and those that companies use inside. */
export const hostSuffix =
  /\.(?:com|net|org|io|dev|app|co|cloud|eu|uk|de|fr|us|ai|tv|me|gov|edu|info|biz|int|internal|intern|interno|interna|local|lan|corp|intra|intranet|priv|private|home|consul|docker|svc|test|example|invalid|cluster|localdomain|windows|aws|nl|ca|jp|br|in|au|it|es|se|no|pl|ch|at|be|dk|fi|cz|pt|tr|ru|cn|kr)$/;

/** People, or nobody in particular, of whom no answer came: they are no host. */
export const persons =
  '(?:(?:the|an?|your|our|my|his|her|their|this|that|any|some) )?(?:her|hers|him|his|them|they|me|us|you|it|she|he|people|persons?|users?|customers?|clients?|guests?|members?|buyers?|sellers?|patients?|drivers?|riders?|agents?|owners?|authors?|managers?|operators?|admins?|staff|team|support|sales|anyone|anybody|someone|somebody|nobody|everyone|everybody|applicants?|candidates?|players?|humans?|callers?|recipients?|students?|teachers?|employees?)(?![\\w-]|\\.[a-z])';

import type { Family } from '../family.ts';

/** Outages of search engines, object stores and document databases. */
export const stores: readonly Family[] = [
  {
    name: 'search cluster red',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The search cluster hit its disk watermark; indices are read-only and shards unassigned.',
    facts: (draw, { zone }) => ({
      host: `${draw.pick(['es', 'search-data', 'opensearch'])}-${draw.int(1, 3)}.${zone}`,
    }),
    texts: {
      node: [
        'ResponseError: search_phase_execution_exception: [no_shard_available_action_exception] Reason: null @ @elastic/transport/lib/Transport.js#SniffingTransport.request',
        'NoLivingConnectionsError: There are no living connections @ @elastic/transport/lib/Transport.js#SniffingTransport.request',
        'ResponseError: cluster_block_exception: [cluster_block_exception] Reason: index [{table}] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block]; @ @elastic/transport/lib/Transport.js#SniffingTransport.request',
      ],
      python: [
        "elasticsearch.exceptions.ConnectionTimeout: ConnectionTimeout caused by - ReadTimeoutError(HTTPConnectionPool(host='{host}', port=9200): Read timed out. (read timeout=10)) @ elastic_transport/_transport.py#perform_request",
        "elasticsearch.exceptions.ApiError: ApiError(503, 'search_phase_execution_exception', None) @ elasticsearch/_sync/client/_base.py#perform_request",
        "opensearchpy.exceptions.TransportError: TransportError(429, 'circuit_breaking_exception', '[parent] Data too large')",
      ],
      java: [
        'co.elastic.clients.elasticsearch._types.ElasticsearchException: [es/search] failed: [search_phase_execution_exception] all shards failed @ co.elastic.clients.transport.ElasticsearchTransportBase#getApiResponse',
        'org.elasticsearch.client.ResponseException: method [POST], host [http://{host}:9200], URI [/{table}/_search], status line [HTTP/1.1 503 Service Unavailable] @ org.elasticsearch.client.RestClient#convertResponse',
      ],
      go: [
        '*errors.errorString: elastic: Error 503 (Service Unavailable): all shards failed [type=search_phase_execution_exception] @ github.com/olivere/elastic/v7#checkResponse',
      ],
      ruby: [
        'Elastic::Transport::Transport::Errors::ServiceUnavailable: [503] {"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"all shards failed"}} @ elastic-transport-8.3.5/lib/elastic/transport/transport/base.rb#__raise_transport_error',
        'Searchkick::Error: cluster health is red',
      ],
      php: [
        'Elastic\\Elasticsearch\\Exception\\ServerResponseException: 503 Service Unavailable: {"error":{"type":"search_phase_execution_exception"}}',
      ],
    },
  },
  {
    name: 'object store slow',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The object store throttles and loses requests.',
    facts: (draw, { company }) => ({ bucket: `${company}-${draw.pick(['media', 'uploads', 'exports'])}` }),
    called: '{bucket}.s3.eu-west-1.amazonaws.com',
    texts: {
      node: [
        'SlowDown: Please reduce your request rate. @ @smithy/smithy-client/dist-cjs/index.js#throwDefaultError',
        'TimeoutError: Connection timed out after 120000 ms @ @smithy/node-http-handler/dist-cjs/index.js#Timeout.<anonymous>',
        'InternalError: We encountered an internal error. Please try again. @ @smithy/smithy-client/dist-cjs/index.js#throwDefaultError',
      ],
      python: [
        'botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate. @ botocore/client.py#_make_api_call',
        'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://{bucket}.s3.eu-west-1.amazonaws.com/{uuid}" @ botocore/httpsession.py#send',
        'boto3.exceptions.S3UploadFailedError: Failed to upload /tmp/{hex} to {bucket}/{uuid}: An error occurred (503) when calling the CreateMultipartUpload operation: Service Unavailable @ boto3/s3/inject.py#upload_file',
      ],
      java: [
        'software.amazon.awssdk.services.s3.model.S3Exception: Please reduce your request rate. (Service: S3, Status Code: 503, Request ID: {hash}) @ software.amazon.awssdk.protocols.xml.internal.unmarshall.AwsXmlPredicatedResponseHandler#handleErrorResponse',
        'software.amazon.awssdk.core.exception.ApiCallTimeoutException: Client execution did not complete before the specified timeout configuration: 30000 millis',
      ],
      go: [
        '*http.ResponseError: operation error S3: GetObject, exceeded maximum number of attempts, 3, https response error StatusCode: 503, RequestID: {hash}, api error SlowDown: Please reduce your request rate. @ github.com/aws/aws-sdk-go-v2/service/s3#(*Client).invokeOperation',
      ],
      ruby: [
        'Aws::S3::Errors::SlowDown: Please reduce your request rate. @ aws-sdk-core-3.201.1/lib/seahorse/client/plugins/raise_response_errors.rb#call',
        'Shrine::Error: could not store {noun} {id}',
      ],
      php: [
        'Aws\\S3\\Exception\\S3Exception: Error executing "PutObject" on "https://{bucket}.s3.eu-west-1.amazonaws.com/{uuid}"; AWS HTTP error: Server error: 503 Slow Down',
        'League\\Flysystem\\UnableToWriteFile: Unable to write file at location: {uuid}.',
      ],
      browser: ['Error: upload of {noun} was refused (503)'],
      ios: ['App.UploadError: server said 503'],
    },
  },
  {
    name: 'mongo election',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'The Mongo replica set cannot elect a primary.',
    facts: (_, { zone }) => ({ host: `rs0-1.${zone}` }),
    texts: {
      node: [
        'MongoServerSelectionError: Server selection timed out after 30000 ms @ mongodb/lib/sdam/topology.js#Timeout.<anonymous>',
        'MongoNotConnectedError: Client must be connected before running operations @ mongodb/lib/operations/execute_operation.js#executeOperation',
        'MongooseError: Operation `{table}.findOne()` buffering timed out after 10000ms @ mongoose/lib/drivers/node-mongodb-native/collection.js#Timeout.<anonymous>',
        'MongoServerError: not primary and secondaryOk=false @ mongodb/lib/cmap/connection.js#Connection.sendCommand',
      ],
      python: [
        'pymongo.errors.ServerSelectionTimeoutError: No replica set members match selector "Primary()", Timeout: 30s @ pymongo/topology.py#_select_servers_loop',
        "pymongo.errors.NotPrimaryError: not primary, full error: {'ok': 0.0, 'code': 10107} @ pymongo/helpers.py#_check_command_response",
        'pymongo.errors.AutoReconnect: {host}:27017: connection closed @ pymongo/pool.py#_raise_connection_failure',
      ],
      java: [
        'com.mongodb.MongoTimeoutException: Timed out while waiting for a server that matches WritableServerSelector. Client view of cluster state is {type=REPLICA_SET, servers=[]} @ com.mongodb.internal.connection.BaseCluster#createTimeoutException',
        "com.mongodb.MongoNotPrimaryException: Command failed with error 10107 (NotWritablePrimary): 'not primary' on server {host}:27017",
      ],
      go: [
        'topology.ServerSelectionError: server selection error: context deadline exceeded, current topology: { Type: ReplicaSetNoPrimary } @ go.mongodb.org/mongo-driver/x/mongo/driver/topology#(*Topology).SelectServer',
      ],
      ruby: [
        'Mongo::Error::NoServerAvailable: No primary server is available in cluster @ mongo-2.20.1/lib/mongo/server_selector/base.rb#select_server_impl',
      ],
      php: [
        "MongoDB\\Driver\\Exception\\ConnectionTimeoutException: No suitable servers found (`serverSelectionTryOnce` set): [connection timeout calling ismaster on '{host}:27017']",
      ],
    },
  },
  {
    name: 'cassandra bootstrap',
    set: 'b',
    names: true,
    strikes: 'users',
    story:
      'New nodes joined the ring without data (Monzo 2019): rows seem to be gone, quorums are not reached.',
    texts: {
      node: [
        '{Noun}Missing: {noun} {uuid} not found',
        'ResponseError: Server timeout during read query at consistency LOCAL_QUORUM (1 peer(s) acknowledged the read over 2 required) @ cassandra-driver/lib/readers.js#FrameReader.readError',
        'Error: account lookup returned nothing for a signed-in user',
      ],
      python: [
        'cassandra.ReadTimeout: Error from server: code=1200 [Coordinator node timed out waiting for replica nodes\' responses] message="Operation timed out - received only 1 responses." @ cassandra/cluster.py#result',
        'cassandra.Unavailable: Error from server: code=1000 [Unavailable exception] message="Cannot achieve consistency level QUORUM" @ cassandra/cluster.py#result',
        '{pkg}.errors.NotFound: no {noun} for {uuid}',
      ],
      java: [
        'com.datastax.oss.driver.api.core.servererrors.UnavailableException: Not enough replicas available for query at consistency LOCAL_QUORUM (2 required but only 1 alive) @ com.datastax.oss.driver.internal.core.cql.CqlRequestHandler#setFinalResult',
        '{app}.{Noun}NotFoundException: {uuid}',
        'java.lang.IllegalStateException: ledger of {uuid} has a balance and no entries',
      ],
      go: [
        '*gocql.RequestErrReadTimeout: Operation timed out - received only 1 responses. @ github.com/gocql/gocql#(*Conn).executeQuery',
        '*errors.errorString: not_found.{noun}: {uuid} could not be found',
        '*errors.errorString: internal_service.{noun}: expected one row, got none',
        '*gocql.RequestErrUnavailable: Cannot achieve consistency level LOCAL_QUORUM',
      ],
      ios: ['App.AccountError: empty response for profile'],
      android: ['java.util.NoSuchElementException: List is empty.'],
    },
  },
];

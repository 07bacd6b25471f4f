import type { Family } from '../family.ts';

/** Outages of queues, and by what is in them. */
export const queues: readonly Family[] = [
  {
    name: 'kafka leaderless',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'Two Kafka brokers lost their disks; partitions have no leader.',
    facts: (draw, { zone }) => ({
      broker: `${draw.pick(['kafka', 'broker', 'bus'])}-${draw.int(0, 5)}.${zone}`,
      topic: draw.pick(['order-events', 'user.activity', 'billing_stream']),
    }),
    texts: {
      node: [
        'KafkaJSNumberOfRetriesExceeded: There is no leader for this topic-partition as we are in the middle of a leadership election @ kafkajs/src/retry/index.js#handler',
        'KafkaJSConnectionError: Connection error: connect ECONNREFUSED {broker}:9092 @ kafkajs/src/network/connection.js#Socket.onError',
        'Error: Local: Message timed out @ node-rdkafka/lib/producer.js#Producer.produce',
      ],
      python: [
        'kafka.errors.NoBrokersAvailable: NoBrokersAvailable @ kafka/client_async.py#check_version',
        'kafka.errors.KafkaTimeoutError: KafkaTimeoutError: Failed to update metadata after 60.0 secs. @ kafka/producer/kafka.py#_wait_on_metadata',
        'confluent_kafka.KafkaException: KafkaError{code=_ALL_BROKERS_DOWN,val=-187,str="{few}/6 brokers are down"} @ confluent_kafka/serializing_producer.py#produce',
      ],
      java: [
        'org.apache.kafka.common.errors.NotEnoughReplicasException: Messages are rejected since there are fewer in-sync replicas than required.',
        'org.springframework.kafka.KafkaException: Send failed @ org.springframework.kafka.core.KafkaTemplate#doSend <- org.apache.kafka.common.errors.TimeoutException: Topic {topic} not present in metadata after 60000 ms. @ org.apache.kafka.clients.producer.KafkaProducer#waitOnMetadata',
        'org.apache.kafka.common.errors.TimeoutException: Expiring {few} record(s) for {topic}-{few}:120000 ms has passed since batch creation',
      ],
      go: [
        '*kafka.WriteErrors: [5] Leader Not Available: the cluster is in the middle of a leadership election @ github.com/segmentio/kafka-go#(*Writer).WriteMessages',
        '*errors.errorString: kafka: client has run out of available brokers to talk to: dial tcp: {broker}:9092: i/o timeout @ github.com/IBM/sarama#(*client).tryRefreshMetadata',
      ],
      ruby: [
        'Rdkafka::RdkafkaError: Local: Broker transport failure (transport) @ rdkafka-0.16.0/lib/rdkafka/producer.rb#produce',
        'Kafka::DeliveryFailed: Failed to send messages to {topic}/{few}',
      ],
      dotnet: [
        'Confluent.Kafka.ProduceException`2[System.String,System.Byte[]]: Broker: Not enough in-sync replicas @ Confluent.Kafka.Producer`2#ProduceAsync',
        'Confluent.Kafka.KafkaException: Local: Timed out',
      ],
    },
  },
  {
    name: 'rabbit memory alarm',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'RabbitMQ blocks publishers, then its nodes partition.',
    facts: (_, { zone }) => ({ host: `mq.${zone}` }),
    texts: {
      node: [
        'Error: Channel closed by server: 406 (PRECONDITION-FAILED) with message "PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out" @ amqplib/lib/channel.js#Channel.accept',
        'Error: Connection closed: 320 (CONNECTION-FORCED) with message "CONNECTION_FORCED - broker forced connection closure with reason \'shutdown\'" @ amqplib/lib/connection.js#Object.accept',
        'IllegalOperationError: Channel closed @ amqplib/lib/channel.js#Channel.<anonymous>',
      ],
      python: [
        'kombu.exceptions.OperationalError: [Errno 111] Connection refused @ kombu/connection.py#_reraise_as_library_errors',
        'pika.exceptions.ConnectionBlockedTimeout: @ pika/adapters/blocking_connection.py#_flush_output',
        'amqp.exceptions.ConnectionForced: (0, 0): (320) CONNECTION_FORCED - Node was put into maintenance mode @ amqp/connection.py#_on_close',
      ],
      java: [
        'com.rabbitmq.client.AlreadyClosedException: connection is already closed due to connection error; protocol method: #method<connection.close>(reply-code=320, reply-text=CONNECTION_FORCED) @ com.rabbitmq.client.impl.AMQChannel#ensureIsOpen',
        'org.springframework.amqp.AmqpTimeoutException: java.util.concurrent.TimeoutException @ org.springframework.amqp.rabbit.support.RabbitExceptionTranslator#convertRabbitAccessException',
        'org.springframework.amqp.AmqpConnectException: java.net.ConnectException: Connection refused',
      ],
      go: [
        '*amqp091.Error: Exception (504) Reason: "channel/connection is not open" @ github.com/rabbitmq/amqp091-go#(*Channel).PublishWithContext',
        '*amqp091.Error: Exception (320) Reason: "CONNECTION_FORCED - broker forced connection closure with reason \'shutdown\'"',
      ],
      ruby: [
        'Bunny::TCPConnectionFailedForAllHosts: Could not establish TCP connection to any of the configured hosts @ bunny-2.23.0/lib/bunny/session.rb#start',
        'Bunny::ConnectionClosedError: Trying to send frame through a closed connection.',
      ],
      php: [
        'PhpAmqpLib\\Exception\\AMQPConnectionClosedException: CONNECTION_FORCED - broker forced connection closure @ php-amqplib/php-amqplib/PhpAmqpLib/Connection/AbstractConnection.php#PhpAmqpLib\\Connection\\AbstractConnection::connection_close',
      ],
      dotnet: [
        'RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable @ RabbitMQ.Client.ConnectionFactory#CreateConnection',
      ],
    },
  },
  {
    name: 'poisoned message',
    set: 'b',
    names: false,
    strikes: 'users',
    story:
      'One producer writes records that its consumers cannot take; each fails at its own line and retries for ever.',
    onset: [4, 40],
    texts: {
      node: [
        "TypeError: Cannot read properties of undefined (reading 'toFixed')",
        'RangeError: toString() radix must be between 2 and 36',
        'RangeError: Invalid currency code : ',
        'Error: unexpected branch {few} in {verb2}',
        'BigIntError: Cannot convert null to a BigInt',
      ],
      python: [
        "decimal.InvalidOperation: [<class 'decimal.DivisionUndefined'>]",
        "TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'",
        'OverflowError: date value out of range',
        "celery.exceptions.Reject: ('requeued', True)",
        "AttributeError: 'str' object has no attribute 'isoformat'",
      ],
      java: [
        'java.time.DateTimeException: Invalid value for MonthOfYear (valid values 1 - 12): 0',
        'java.lang.NegativeArraySizeException: -1',
        'java.lang.EnumConstantNotPresentException: {app}.Kind.UNSET',
        'org.springframework.kafka.listener.ListenerExecutionFailedException: Listener method could not be invoked with the incoming record',
      ],
      go: [
        'runtime.plainError: strings: negative Repeat count',
        'runtime.Error: runtime error: slice bounds out of range [:4] with capacity 0',
        '*time.ParseError: parsing time "0000-00-00" as "2006-01-02": month out of range',
      ],
      ruby: [
        'RangeError: bignum too big to convert into long',
        "NoMethodError: undefined method 'cents' for an instance of String",
        'Sidekiq::Shutdown: batch of {few} given back',
      ],
      php: [
        'ValueError: array_combine(): Argument #1 ($keys) and argument #2 ($values) must have the same number of elements',
        'TypeError: Unsupported operand types: string * int',
      ],
      dotnet: [
        'System.ArgumentOutOfRangeException: Year, Month, and Day parameters describe an un-representable DateTime.',
        "System.InvalidCastException: Unable to cast object of type 'System.DBNull' to type 'System.String'.",
      ],
    },
    facts: () => ({ verb2: 'fold' }),
  },
  {
    name: 'bad cache payload',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A new writer fills the shared cache with a format that the readers of others cannot decode.',
    texts: {
      node: [
        'SyntaxError: Unexpected token \'\\x80\', "\\x80\\x05\\x95" is not valid JSON',
        'Error: msgpack: unrecognised type tag 0xc1',
        'TypeError: {noun}.entries is not a function',
        'ZlibError: incorrect header check',
      ],
      python: [
        "_pickle.UnpicklingError: invalid load key, '{'.",
        "AttributeError: Can't get attribute 'V2' on <module '{noun}.models'>",
        "ModuleNotFoundError: No module named 'pricing_v2'",
        'EOFError: Ran out of input',
      ],
      java: [
        'java.io.InvalidClassException: {app}.{Noun}; local class incompatible: stream classdesc serialVersionUID = {id}, local class serialVersionUID = 1',
        'com.esotericsoftware.kryo.KryoException: Encountered unregistered class ID: {few}',
        'java.io.StreamCorruptedException: invalid stream header: 789C4B4C',
      ],
      go: [
        '*errors.errorString: gob: type mismatch: no fields matched compiling decoder for {Noun}',
        '*errors.errorString: proto: cannot parse invalid wire-format data',
        '*json.UnmarshalTypeError: json: cannot unmarshal array into Go struct field {noun}.{field} of type string',
      ],
      ruby: [
        "TypeError: incompatible marshal file format (can't be read)",
        'ArgumentError: undefined class/module {Noun}::V2',
      ],
      php: ['ErrorException: unserialize(): Error at offset 0 of {few} bytes'],
      dotnet: ['ProtoBuf.ProtoException: Invalid wire-type; this usually means you have over-written a file'],
    },
  },
];

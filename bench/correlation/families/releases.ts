import type { Family } from '../family.ts';
import { followUps } from '../streams/follow-up.ts';

/** Outages that came with a release or a setting. */
export const releases: readonly Family[] = [
  {
    name: 'bad backend deploy',
    set: 'a',
    names: false,
    strikes: 'one',
    story: 'A release of one service breaks it in many places; its callers get 500s.',
    deploys: 'culprit',
    cascade: 0.35,
    inside: {
      node: [
        ...followUps.node,
        'ReferenceError: {field} is not defined',
        'TypeError: this.{noun}Repo.findBy{Noun} is not a function',
        "Error: Nest can't resolve dependencies of the {Noun}Service (?). Please make sure that the argument at index [0] is available",
      ],
      python: [
        ...followUps.python,
        "TypeError: {noun}() got an unexpected keyword argument '{field}'",
        "ImportError: cannot import name '{field}' from '{noun}.utils'",
        "AttributeError: module '{noun}.api' has no attribute '{field}'",
      ],
      java: [
        ...followUps.java,
        "java.lang.NoSuchMethodError: 'void {app}.{Noun}.set{Noun}(java.lang.String)'",
        "org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean with name '{noun}Service'",
        'java.lang.AbstractMethodError: Receiver class {app}.{Noun} does not define or inherit an implementation',
      ],
      go: [...followUps.go, '*errors.errorString: template: {noun}: function "{field}" not defined'],
      ruby: [
        ...followUps.ruby,
        'NameError: uninitialized constant {Noun}Presenter',
        "ActionView::Template::Error: undefined local variable or method '{field}'",
      ],
      php: [
        ...followUps.php,
        'Error: Class "App\\Models\\{Noun}V2" not found',
        'Illuminate\\Contracts\\Container\\BindingResolutionException: Target [App\\Contracts\\{Noun}] is not instantiable.',
      ],
      dotnet: [
        ...followUps.dotnet,
        "System.MissingMethodException: Method not found: 'Void Acme.{Noun}.Apply()'.",
        "System.InvalidOperationException: Unable to resolve service for type 'Acme.I{Noun}'",
      ],
    },
  },
  {
    name: 'web release',
    set: 'a',
    names: false,
    strikes: 'one',
    story: 'A release of a web client breaks its pages.',
    deploys: 'culprit',
    cascade: 0,
    culprit: ({ platform }) => platform === 'browser',
    inside: {
      browser: [
        ...followUps.browser,
        'ReferenceError: use{Noun} is not defined',
        'TypeError: {noun}Store.getState is not a function',
        'Error: useContext must be used inside {Noun}Provider',
        "ReferenceError: Cannot access '{noun}' before initialization",
      ],
    },
  },
  {
    name: 'web chunks missing',
    set: 'a',
    names: true,
    strikes: 'one',
    story: 'Old chunks of a web client were deleted with a release.',
    deploys: 'culprit',
    cascade: 0,
    culprit: ({ platform }) => platform === 'browser',
    inside: {
      browser: [
        'ChunkLoadError: Loading chunk {few} failed. (missing: https://static.{company}.example/assets/{few}.{hex}.js)',
        'TypeError: Failed to fetch dynamically imported module: https://static.{company}.example/assets/{noun}-{hex}.js',
        'TypeError: error loading dynamically imported module: https://static.{company}.example/assets/{noun}-{hex}.js',
        'TypeError: Importing a module script failed.',
        "SyntaxError: Unexpected token '<'",
        'Error: Loading CSS chunk {few} failed. (/assets/{few}.{hex}.css)',
        'Error: Unable to preload CSS for /assets/{noun}-{hex}.css',
      ],
    },
  },
  {
    name: 'app release',
    set: 'a',
    names: false,
    strikes: 'one',
    story: 'A release of a phone app breaks screens.',
    deploys: 'culprit',
    cascade: 0,
    culprit: ({ platform }) => platform === 'ios' || platform === 'android',
    onset: [30, 60],
    inside: {
      ios: [
        ...followUps.ios,
        'NSUnknownKeyException: [<App.{Noun}ViewController 0x{hex}> setValue:forUndefinedKey:]: this class is not key value coding-compliant for the key {field}.',
        'NSInvalidArgumentException: -[__NSCFString {field}]: unrecognized selector sent to instance 0x{hex}',
        'EXC_BAD_ACCESS: KERN_INVALID_ADDRESS at 0x{hex}.',
        'Swift.DecodingError: keyNotFound(CodingKeys(stringValue: "{field}", intValue: nil))',
        'CoreData: Failed to load NSManagedObjectModel with URL {noun}.momd',
      ],
      android: [
        ...followUps.android,
        'android.content.res.Resources$NotFoundException: Resource ID #0x7f{hex}',
        'java.lang.NoSuchFieldError: No static field {field} of type I in class Lcom/acme/R$id',
        'android.view.InflateException: Binary XML file line #{few}: Error inflating class {Noun}View',
        'java.lang.IllegalArgumentException: No view found for id 0x{hex} for fragment {Noun}Fragment',
        "org.koin.core.error.NoBeanDefFoundException: No definition found for class:'{Noun}Repository'",
      ],
    },
  },
  {
    name: 'config value gone',
    set: 'a',
    names: true,
    strikes: 'users',
    story: 'A key vanished from the shared settings; services fail where they read it.',
    facts: (draw) => ({
      key: draw.pick(['VAT_TABLE_URL', 'payments.minimum_fee', 'regions.default', 'LOYALTY_FACTOR']),
    }),
    texts: {
      node: [
        'Error: Configuration property "{key}" is not defined @ config/lib/config.js#Config.get',
        'Error: Missing required setting {key}',
        "TypeError: Cannot read properties of undefined (reading 'split')",
        'ZodError: Required at "{key}"',
      ],
      python: [
        "KeyError: '{key}'",
        'django.core.exceptions.ImproperlyConfigured: Set the {key} environment variable @ environ/environ.py#get_value',
        'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\n{key}\n  Field required',
      ],
      java: [
        'java.lang.IllegalArgumentException: Could not resolve placeholder \'{key}\' in value "${{key}}" @ org.springframework.util.PropertyPlaceholderHelper#parseStringValue',
        "org.springframework.boot.context.properties.bind.BindException: Failed to bind properties under '{key}'",
      ],
      go: [
        '*errors.errorString: config: required key {key} missing value',
        '*strconv.NumError: strconv.ParseFloat: parsing "": invalid syntax',
      ],
      ruby: ['KeyError: key not found: "{key}"', 'Dry::Struct::Error: [Settings.new] :{key} is missing'],
      php: ['RuntimeException: Setting {key} is empty', 'ErrorException: Undefined array key "{key}"'],
      dotnet: ["System.InvalidOperationException: Section '{key}' not found in configuration."],
    },
  },
  {
    name: 'flag null',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A flag was saved without a value; everybody who reads the flag object fails in the code behind.',
    onset: [2, 30],
    texts: followUps,
    follow: 1,
  },
  {
    name: 'blank policy',
    set: 'b',
    names: false,
    strikes: 'users',
    story:
      'A quota policy with blank fields was replicated everywhere within seconds (Google 2025): binaries crash, clients get 503.',
    onset: [2, 15],
    cascade: 0.45,
    texts: {
      go: [
        'runtime.errorString: runtime error: invalid memory address or nil pointer dereference',
        '*errors.errorString: check: no verdict',
      ],
      java: [
        'java.lang.NullPointerException: Cannot read field "limit" because "<local4>" is null',
        'java.util.MissingResourceException: {field}',
      ],
      python: [
        "TypeError: '<' not supported between instances of 'NoneType' and 'int'",
        "AttributeError: 'NoneType' object has no attribute 'buckets'",
      ],
      node: [
        "TypeError: Cannot read properties of null (reading 'limit')",
        'Error: admission undecided for {noun}',
      ],
      dotnet: [
        'System.NullReferenceException: Object reference not set to an instance of an object.',
        "System.ArgumentNullException: Value cannot be null. (Parameter 'quota')",
      ],
      ruby: ["NoMethodError: undefined method '>=' for nil"],
    },
  },
  {
    name: 'tenants deleted',
    set: 'b',
    names: false,
    strikes: 'users',
    story: 'A clean-up script was given the wrong ids and deleted sites of customers (Atlassian 2022).',
    onset: [10, 70],
    texts: {
      java: [
        '{app}.UnknownSiteException: {uuid}',
        'jakarta.persistence.EntityNotFoundException: Unable to find {app}.{Noun} with id {id}',
        'org.springframework.security.access.AccessDeniedException: Access is denied',
      ],
      node: [
        'NotFoundException: Not Found',
        'Error: no entitlement for {uuid}',
        "TypeError: Cannot read properties of null (reading 'ownerOrg')",
      ],
      python: [
        '{pkg}.models.Workspace.DoesNotExist: Workspace matching query does not exist.',
        'django.http.response.Http404: No {Noun} matches the given query.',
        'IndexError: pop from empty list',
      ],
      go: [
        '*errors.errorString: subscription has no product',
        '*errors.errorString: sql: no rows in result set @ database/sql#(*Row).Scan',
      ],
      ruby: [
        'ActiveRecord::RecordNotFound: Couldn\'t find Site with [WHERE "sites"."uuid" = $1]',
        'Pundit::NotDefinedError: Cannot find policy for nil',
      ],
      php: [
        'Illuminate\\Database\\Eloquent\\ModelNotFoundException: No query results for model [App\\Models\\{Noun}] {id}',
        'Error: Call to a member function plan() on null',
      ],
      browser: [
        'Error: This page is no longer available',
        "TypeError: undefined is not an object (evaluating 'site.products.length')",
      ],
      ios: ['App.WorkspaceError: gone'],
    },
  },
];

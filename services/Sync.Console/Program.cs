using Sync.Console;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("console");
builder.AddPolicy();
builder.AddStorage("console", typeof(ConsoleRegistration).Assembly, hasSearches: true);
builder.AddMessaging();
builder.AddConsole();

var app = builder.Build();
app.MapServiceDefaults();
app.MapConsole();
await app.RunAsync();

using Sync.Console;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("console");
builder.AddStorage("console", typeof(ConsoleRegistration).Assembly);
builder.AddMessaging();
builder.AddConsole();

var app = builder.Build();
app.MapServiceDefaults();
app.MapConsole();
await app.RunAsync();

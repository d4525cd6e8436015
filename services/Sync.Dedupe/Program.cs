using Sync.Dedupe;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("dedupe");
builder.AddPolicy();
builder.AddStorage("identity", typeof(DedupeRegistration).Assembly);
builder.AddMessaging();
builder.AddDedupe();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();

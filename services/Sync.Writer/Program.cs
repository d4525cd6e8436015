using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Writer;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("writer");
builder.AddPolicy();
builder.AddStorage("writer", typeof(WriterRegistration).Assembly);
builder.AddMessaging();
builder.AddWriter();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();

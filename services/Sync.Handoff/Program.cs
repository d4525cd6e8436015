using Sync.Handoff;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("handoff");
builder.AddPolicy();
builder.AddStorage("handoff", typeof(HandoffRegistration).Assembly);
builder.AddMessaging();
builder.AddHandoff();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();

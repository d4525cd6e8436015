using Sync.Ingress;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("ingress");
builder.AddPolicy();
builder.AddStorage("ingress", typeof(IngressRegistration).Assembly);
builder.AddMessaging();
builder.AddIngress();

var app = builder.Build();
app.MapServiceDefaults();
app.MapHooks();
await app.RunAsync();

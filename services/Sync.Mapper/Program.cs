using Sync.Mapper;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;

var builder = ServiceHost.CreateBuilder(args);
builder.AddServiceDefaults("mapper");
builder.AddPolicy();
builder.AddMessaging();
builder.AddMapper();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();

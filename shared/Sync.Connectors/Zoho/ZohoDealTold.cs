using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>A delivery of our own: a deal that was read has come to a stage. It stands in the inbox like a webhook, so that it is kept, told of
/// once, shown and replayed like one.</summary>
internal static class ZohoDealTold
{
    public const string Deals = "Deals";
    public const string Contacts = "Contacts";
    private const string Kind = "Deals.stage";
    private const string Mark = "sync";
    private const string Id = "deal_id";
    private const string Name = "deal_name";
    private const string Stage = "stage";
    private const string Contact = "contact_id";
    private const string Email = "contact_email";
    private const string Owner = "owner";
    // By its name the key of the delivery is that of its content, whenever it comes.
    private const string ChangedAt = "modified_time";
    private const string Reached = "reached";

    public static byte[] Write(FoundDeal deal, bool isReached) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?>
    {
        [Mark] = Kind, [Id] = deal.Id, [Name] = deal.Name, [Stage] = deal.Stage, [Contact] = deal.PersonId, [Email] = deal.Email,
        [Owner] = deal.Owner, [ChangedAt] = IsoTime.Of(deal.ChangedAt), [Reached] = isReached ? "true" : "false",
    });

    /// <summary>Null if it is none.</summary>
    public static WebhookReading.Hint? Read(JsonElement body, DateTimeOffset receivedAt)
    {
        if (body.Member(Mark).Text() != Kind || ZohoNames.RecordId(body.Member(Id).Text()) is not { } id
            || ZohoNames.RecordId(body.Member(Contact).Text()) is not { } contact || body.Member(Stage).Text()?.Trim() is not { Length: > 0 } stage)
        {
            return null;
        }

        var changed = SourceTime.Or(IsoTime.Parse(body.Member(ChangedAt).Text()), receivedAt);
        return new WebhookReading.Hint(Kind, Deals, [id], changed)
        {
            Told = new SourceRecord
            {
                Kind = Kind,
                Module = Contacts,
                RecordId = contact,
                Email = Address.Fold(body.Member(Email).Text()),
                ChangedAt = changed,
                Signals = body.Member(Reached).Text() == "true" ? [new SourceSignal(SignalKinds.Deal, stage)] : [],
                Deal = new SourceDeal(id, body.Member(Name).Text(), stage, body.Member(Owner).Text()),
                Fields = new Dictionary<string, string?>(),
            },
        };
    }
}

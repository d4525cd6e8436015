namespace Sync.Connectors;

/// <summary>Everything known about one vendor.</summary>
public interface IConnector
{
    /// <summary>The word for the vendor in <c>sync.yaml</c>, e.g. <c>zoho</c>.</summary>
    string Vendor { get; }

    IWebhook Webhook { get; }

    /// <summary>Modules in which a person may stand, best first.</summary>
    IReadOnlyList<string> PersonModules { get; }

    /// <summary>Kinds of events that tell of people, as <see cref="DesiredRegistration.Kinds"/> names them.</summary>
    IReadOnlyList<string> PersonEvents { get; }

    /// <summary>Modules in which a company may stand.</summary>
    IReadOnlyList<string> CompanyModules { get; }

    /// <summary>Kinds of events that tell of companies.</summary>
    IReadOnlyList<string> CompanyEvents { get; }

    /// <summary>Kinds of events that tell of a deal that comes to a stage, with its person; none where deals are told of by their id alone.
    /// </summary>
    IReadOnlyList<string> DealEvents { get; }

    /// <summary>Fields of a made-up person whose way through the systems is followed, beside the address: what the vendor demands of a
    /// new record, and names.</summary>
    IReadOnlyDictionary<string, string?> MadeUpPerson { get; }

    /// <summary>Fields that a deal like this gives, to be checked; none where the vendor has no list of what they take.</summary>
    IReadOnlyList<NeededField> FieldsOf(Operation.SaveDeal deal);

    /// <summary>Fields that are read where deals are looked through; none where the vendor tells of them by itself.</summary>
    IReadOnlyList<NeededField> DealFields { get; }

    /// <summary>Opens one connection for everything. Every call goes through <paramref name="http"/>, which paces and fences it.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the text says which.</exception>
    VendorConnection Open(ConnectionSettings connection, HttpClient http, ITokenStore tokens);
}

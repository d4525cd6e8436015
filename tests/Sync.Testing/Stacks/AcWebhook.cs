using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Sync.Testing.Stacks;

/// <summary>Deliveries as ActiveCampaign's account webhooks send them: form pairs, encoded as PHP does.</summary>
public static class AcWebhook
{
    /// <param name="contact">Whom it is about.</param>
    /// <param name="at">When it happened; ActiveCampaign tells it to the second.</param>
    /// <param name="type">Its kind, e.g. <c>subscribe</c>, <c>update</c>.</param>
    public static string Form(AcContact contact, DateTimeOffset at, string type = "subscribe") => Form(
        ("type", type),
        ("date_time", at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture)),
        ("initiated_from", "public"), ("initiated_by", "public"), ("list", "1"),
        ("contact[id]", contact.Id.ToString(CultureInfo.InvariantCulture)),
        ("contact[email]", contact.Email),
        ("contact[first_name]", contact.FirstName),
        ("contact[last_name]", contact.LastName),
        ("contact[phone]", contact.Phone),
        ("contact[ip]", "0.0.0.0"), ("contact[tags]", ""),
        ("contact[customer_acct_name]", contact.Company), ("contact[orgname]", contact.Company),
        ("customer_acct_name", contact.Company), ("customer_acct_id", "0"), ("orgname", contact.Company));

    /// <summary>A contact sends in a form of marketing.</summary>
    public static string Submission(AcContact contact, DateTimeOffset at, string form) =>
        $"{Form(contact, at)}&{Form(("form[id]", "5"), ("form[name]", form))}";

    public static string Form(params (string Name, string Value)[] pairs) =>
        string.Join('&', pairs.Select(pair => $"{Encode(pair.Name)}={Encode(pair.Value)}"));

    public static ByteArrayContent Content(string form) => new(Encoding.UTF8.GetBytes(form))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
    };

    private static string Encode(string text) =>
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);
}

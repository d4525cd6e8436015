using System.Globalization;

namespace Sync.Benchmarks.Load;

/// <summary>A form as ActiveCampaign tells of it (its "Webhooks" page: <c>subscribe</c>). Pure.</summary>
internal static class FormSubmission
{
    public static string AddressOf(int number) => $"asks.{number}@bench.example.test";

    public static FormUrlEncodedContent Of(int number, DateTimeOffset at)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["type"] = "subscribe", ["date_time"] = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ["initiated_from"] = "public", ["initiated_by"] = "public", ["list"] = "1", ["form[id]"] = "5", ["form[name]"] = "demo-request",
            ["contact[id]"] = $"9{text}", ["contact[email]"] = AddressOf(number), ["contact[first_name]"] = "Ada", ["contact[last_name]"] = $"Bench {text}",
            ["contact[phone]"] = "+46701112233", ["contact[orgname]"] = "Bench AB", ["contact[ip]"] = "0.0.0.0", ["contact[tags]"] = "",
        });
    }
}

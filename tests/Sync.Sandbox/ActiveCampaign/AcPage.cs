using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>limit and offset of a list call: 20 by default, 100 at most.</summary>
internal readonly record struct AcPage(int Limit, int Offset)
{
    public const int Most = 100;

    public static AcPage Of(Call call, int usual = 20)
    {
        var limit = call.Query.Number("limit") ?? usual;
        return new AcPage(limit is < 1 or > Most ? Most : limit, Math.Max(0, call.Query.Number("offset") ?? 0));
    }

    public List<T> Cut<T>(IReadOnlyList<T> all) => [.. all.Skip(Offset).Take(Limit)];
}

using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>identity:</c>.</summary>
internal static class IdentitySection
{
    public static IdentityPolicy Read(Section document, MistakeList mistakes)
    {
        if (document.OptionalSection("identity") is not { } section)
        {
            return new IdentityPolicy([], []);
        }

        var placeholders = section.Texts("placeholders");
        foreach (var pattern in placeholders.Where(pattern => pattern.Value.Trim().All(c => c is '*' or '?' or '@')))
        {
            mistakes.Add(
                pattern.Line, section.At("placeholders"), $"'{pattern.Value}' is every address.",
                "Name what is special about those that are nobody's, e.g. test@*.");
        }

        var freeMail = section.Texts("freeMail");
        foreach (var domain in freeMail.Where(domain => domain.Value.Contains('@') || !domain.Value.Contains('.')))
        {
            mistakes.Add(
                domain.Line, section.At("freeMail"), $"'{domain.Value}' is not a domain.", "Write what stands after the '@', e.g. gmail.com.");
        }

        var byPhoneAlone = section.Word("noEmail", Words.WithoutEmail, otherwise: false);
        var byPhone = section.Flag("matchByPhone");
        section.RefuseUnknownKeys();
        return new IdentityPolicy(
            [.. placeholders.Select(pattern => pattern.Value.Trim())], [.. freeMail.Select(domain => domain.Value.Trim().ToLowerInvariant())])
        {
            KnowsByPhoneAlone = byPhoneAlone,
            MatchesByPhone = byPhone,
        };
    }

    /// <summary>Numbers can only tell persons apart where some route carries them.</summary>
    public static void CheckPhones(Section document, IdentityPolicy identity, IReadOnlyList<RoutePolicy> routes, MistakeList mistakes)
    {
        if (!identity.UsesPhones || routes.Any(route => route.Fields.Any(field => field.Type == FieldType.Phone)))
        {
            return;
        }

        var section = document.OptionalSection("identity")!;
        var key = identity.KnowsByPhoneAlone ? "noEmail" : "matchByPhone";
        mistakes.Add(
            section.LineOf(key), section.At(key), "No route carries a phone number, so nobody can be known by one.",
            $"Add a field of type phone to a route, or remove '{key}'.");
    }
}

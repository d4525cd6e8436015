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

        section.RefuseUnknownKeys();
        return new IdentityPolicy(
            [.. placeholders.Select(pattern => pattern.Value.Trim())], [.. freeMail.Select(domain => domain.Value.Trim().ToLowerInvariant())]);
    }
}

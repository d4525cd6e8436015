using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads one receiver under <c>notify:</c>.</summary>
internal sealed class NotifySection(Section section, bool hasMail, ValueSource values, MistakeList mistakes)
{
    private const int ShortestSecret = 24;

    /// <summary>Reads the receivers of a play or of reports.</summary>
    public static IReadOnlyList<NotifyPolicy> ReadAll(Section owner, PlayKnowledge known, ValueSource values, MistakeList mistakes)
    {
        var names = new UniqueNames("receiver's name", mistakes);
        var receivers = owner.OptionalList("notify", "receiver")
            .Select(each => new NotifySection(each, known.HasMail, values, mistakes).Read(names)).OfType<NotifyPolicy>().ToList();
        if (receivers.CountBy(receiver => receiver.Key).Any(receiver => receiver.Value > 1))
        {
            mistakes.Add(owner.LineOf("notify"), owner.At("notify"), "Two receivers have one address.", "Take one away, or give each a name.");
        }

        return receivers;
    }

    public NotifyPolicy? Read(UniqueNames names)
    {
        var name = section.OptionalText("name") is { } named ? names.Take(named, section.At("name")) : null;
        var format = section.Word("format", Words.NotifyFormats, NotifyFormat.Json);
        NotifyPolicy? receiver = format == NotifyFormat.Email ? Mail(name) : Call(name, format);
        section.RefuseUnknownKeys();
        return receiver;
    }

    private CallPolicy? Call(string? name, NotifyFormat format)
    {
        var (url, secret) = (Url(), Secret(format));
        var allowPrivate = section.Flag("allowPrivate");
        return url is null ? null : new CallPolicy(name, url, format, secret, allowPrivate);
    }

    private MailPolicy? Mail(string? name)
    {
        var to = MailSection.Address(section, "to", values, mistakes);
        if (!hasMail)
        {
            mistakes.Add(
                section.LineOf("format"), section.At("format"), "There is no server that takes the e-mail.",
                "Add 'mail: { host: smtp.example.com, from: sync@example.com }' under handoff.");
        }

        return to is null ? null : new MailPolicy(name, to);
    }

    private Uri? Url()
    {
        if (section.RequiredText("url") is not { } text || values.Resolve(text, section.At("url")) is not { } value)
        {
            return null;
        }

        if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
        {
            return url;
        }

        mistakes.Add(text.Line, section.At("url"), "The address cannot be called.", "Write the whole address, e.g. https://hooks.example.com/sales.");
        return null;
    }

    // The secret's own form: whsec_ and the bytes in base64. A chat's address is its secret.
    private byte[]? Secret(NotifyFormat format)
    {
        var text = format == NotifyFormat.Json ? section.RequiredText("secret") : section.OptionalText("secret");
        if (text is null || values.ResolveSecret(text, section.At("secret")) is not { } secret)
        {
            return null;
        }

        var bytes = new byte[secret.Length];
        if (secret.StartsWith("whsec_", StringComparison.Ordinal) && Convert.TryFromBase64String(secret[6..], bytes, out var count) && count >= ShortestSecret)
        {
            return bytes[..count];
        }

        mistakes.Add(
            text.Line, section.At("secret"), "The secret is not one of Standard Webhooks.",
            $"Write whsec_ and {ShortestSecret} bytes or more in base64, e.g. \"whsec_$(openssl rand -base64 32)\".");
        return null;
    }
}

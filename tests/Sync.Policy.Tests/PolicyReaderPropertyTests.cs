using FsCheck;
using FsCheck.Fluent;

namespace Sync.Policy.Tests;

/// <summary>A file that was damaged in any way is refused with words, never with a crash.</summary>
public sealed class PolicyReaderPropertyTests
{
    private static readonly Gen<string> Damages = Gen.Elements(
        "", "{", "}", "[", "]", ":", "- ", "\"", "'", "\n", "  ", "\t", "#", "&a ", "*a", "!!",
        "|", ">", "?", ",", "${", "null", "\0", "---\n", "%");

    private static readonly Gen<string> Damaged =
        from at in Gen.Choose(0, Sample.Yaml.Length - 1)
        from removed in Gen.Choose(0, 12)
        from put in Damages
        select Sample.Yaml.Remove(at, Math.Min(removed, Sample.Yaml.Length - at)).Insert(at, put);

    [Fact]
    public void Whatever_happened_to_the_file_it_is_either_right_or_its_mistakes_are_told() =>
        Prop.ForAll(Damaged.ToArbitrary(), IsReadOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true));

    private static bool IsReadOrRefused(string yaml)
    {
        var reading = Sample.Read(yaml);
        return reading.IsValid == (reading.Mistakes.Count == 0)
            && reading.Mistakes.All(mistake => mistake is { Line: > 0, Problem.Length: > 0, Cure.Length: > 0 });
    }
}

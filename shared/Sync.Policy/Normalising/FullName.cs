using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>A full name in two parts. Together they hold every word of it, and none beside; a part that is missing stays so.</summary>
/// <param name="First">Given names, with titles before them; null if there are none.</param>
/// <param name="Last">Family name, with what belongs to it: <c>van der Berg</c>, <c>Davis Jr.</c>; null if there is none.</param>
public sealed record FullName(string? First, string? Last)
{
    // Particles with a capital, too: those that are hardly a given name or an initial.
    private static readonly FrozenSet<string> Particles = Words("""
        bin bint da dal dall de degli dei del della delle den der des di dos du el ibn la le lo st st. te ten ter
        van vanden vander vom von zu zum zur
        """);

    private static readonly FrozenSet<string> SmallParticles =
        Words("af al am an auf av bar ben d d' de' das do las les los mac het of op san santa 't t tot ter");

    private static readonly FrozenSet<string> Joints = Words("e i y");

    private static readonly FrozenSet<string> Suffixes =
        Words("jr jr. sr sr. ii iii iv phd ph.d. md m.d. mba esq esq. dds jun. sen. filho neto");

    /// <param name="lone">What a name of one word is.</param>
    public static FullName Split(string? text, SingleName lone = SingleName.Last)
    {
        if (text is null || Names.Normalise(text).Canonical is not { } name)
        {
            return new FullName(null, null);
        }

        var comma = name.IndexOf(',');
        if (comma > 0 && !IsSuffix(name[(comma + 1)..].Trim()))
        {
            return Part(name[(comma + 1)..].Trim(), name[..comma].Trim());
        }

        var words = name.Split(' ');
        var start = StartOfLast(words);
        return words.Length - SuffixesOf(words) <= 1
            ? lone == SingleName.Last ? new FullName(null, name) : new FullName(name, null)
            : Part(string.Join(' ', words[..start]), string.Join(' ', words[start..]));
    }

    /// <summary>The last word that is no suffix, with what belongs to it: <c>van der Berg</c>, <c>Ortega y Gasset</c>.</summary>
    private static int StartOfLast(string[] words)
    {
        var start = Math.Max(0, words.Length - SuffixesOf(words) - 1);
        while (start > 0)
        {
            var joined = start > 2 && Joints.Contains(words[start - 1]);
            if (!joined && !IsParticle(words[start - 1], first: start == 1))
            {
                break;
            }

            start -= joined ? 2 : 1;
        }

        return start;
    }

    /// <summary>At the front, La and El and the like are given names if they have a capital.</summary>
    private static bool IsParticle(string word, bool first) =>
        Particles.Contains(word) || SmallParticles.Contains(word) || (!first && Particles.Contains(word.ToLowerInvariant()));

    private static int SuffixesOf(string[] words) => words.Reverse().TakeWhile(IsSuffix).Count();

    private static bool IsSuffix(string word) => Suffixes.Contains(word.Trim(',').ToLowerInvariant());

    private static FullName Part(string first, string last) => new(first.Length == 0 ? null : first, last.Length == 0 ? null : last);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}

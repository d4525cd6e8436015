using System.Text;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Tests.Parsing;

public sealed class FormPairsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1&b=2", "a:1|b:2")]
    [InlineData("&&a=1&&", "a:1")]
    [InlineData("a&b=", "a:|b:")]
    [InlineData("=x", ":x")]
    [InlineData("a=1=2", "a:1=2")]
    [InlineData("a+b=c+d%20e", "a b:c d e")]
    [InlineData("contact%5Bfields%5D%5B21%5D=%7C%7CRed%7C%7C", "contact[fields][21]:||Red||")]
    [InlineData("a[]=1&a[]=2&a=3&a=3", "a[]:1|a[]:2|a:3|a:3")]
    [InlineData("a=100%&b=%zz&c=%4&d=%", "a:100%|b:%zz|c:%4|d:%")]
    [InlineData("a=%c3%a9%C3%A9", "a:éé")]
    [InlineData("a=%ff%fe", "a:\ufffd\ufffd")]
    [InlineData("a=x%00y", "a:xy")]
    [InlineData("na%3Dme=a%26b", "na=me:a&b")]
    public void Pairs_are_kept_as_sent(string form, string expected)
    {
        var pairs = FormPairs.Decode(Encoding.UTF8.GetBytes(form));

        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, pairs.Count).Select(i => $"{pairs.Name(i)}:{pairs.Value(i)}")));
    }

    [Fact]
    public void A_hundred_thousand_keys_take_no_longer_than_a_second()
    {
        var form = Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"contact%5Bfields%5D%5B{i}%5D=v{i}")));

        var time = Quickest.Of(() => FormPairs.Decode(form).AddTo(new Fingerprint()));

        Assert.Equal(100_000, FormPairs.Decode(form).Count);
        Assert.True(time < Quickest.Bearable, $"It took {time}.");
    }
}

namespace Sync.Policy.Reading;

/// <summary>The two connections of a route while it is read. A connection that has a mistake of its own has a name and no shape.</summary>
internal sealed record PairEnds(string Marketing, VendorShape? MarketingShape, string Sales, VendorShape? SalesShape)
{
    public string Of(Side side) => side == Side.Marketing ? Marketing : Sales;

    public VendorShape? ShapeOf(Side side) => side == Side.Marketing ? MarketingShape : SalesShape;

    public static Side Other(Side side) => side == Side.Marketing ? Side.Sales : Side.Marketing;

    /// <summary>The side's word in the file.</summary>
    public static string Word(Side side) => side == Side.Marketing ? "marketing" : "sales";

    /// <summary>The key for what goes towards a side.</summary>
    public static string Towards(Side side) => side == Side.Marketing ? "toMarketing" : "toSales";
}

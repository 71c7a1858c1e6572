namespace ResearchKit.Data;

/// <summary>A named set of labelled images with its fixed split into training and test images.</summary>
public sealed class ImageDataSet : IDisposable
{
    /// <summary>Takes ownership of the two parts of a data set.</summary>
    /// <param name="name">The short name, for example <c>fashion-mnist</c>.</param>
    /// <param name="train">The training images.</param>
    /// <param name="test">The test images, of the same channels, height and width.</param>
    /// <param name="classNames">What each class is called, by its number.</param>
    /// <exception cref="ArgumentException">The images of the two parts differ in shape, or there are no class names.</exception>
    public ImageDataSet(string name, LabelledImages train, LabelledImages test, IReadOnlyList<string> classNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(classNames);
        if (!train.Images.shape.AsSpan(1).SequenceEqual(test.Images.shape.AsSpan(1)))
        {
            throw new ArgumentException(
                $"{name}: training images are ({string.Join(", ", train.Images.shape)}), test images ({string.Join(", ", test.Images.shape)}); expected the same channels, height and width",
                nameof(test));
        }

        if (classNames.Count == 0)
        {
            throw new ArgumentException($"{name}: there are no class names; expected one for each class", nameof(classNames));
        }

        Name = name;
        Train = train;
        Test = test;
        ClassNames = classNames;
    }

    /// <summary>The short name, for example <c>fashion-mnist</c>.</summary>
    public string Name { get; }

    /// <summary>The images to train on.</summary>
    public LabelledImages Train { get; }

    /// <summary>The images to test on.</summary>
    public LabelledImages Test { get; }

    /// <summary>What each class is called, by its number.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Frees both parts.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }
}

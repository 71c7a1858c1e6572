using ResearchKit.Checkpoints;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Chooses the configuration and the tokenizer of the output.</summary>
internal sealed class Companions(MergeRecipe recipe, IReadOnlyList<ModelFiles> models, PlanNotes notes)
{
    private static readonly string[] Tokenizer =
    [
        "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "vocab.txt", "merges.txt",
        "spiece.model", "sentencepiece.bpe.model", "chat_template.jinja",
    ];

    // What decides which number a token has; the others say how tokens are used.
    private static readonly string[] Vocabulary = ["tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model", "sentencepiece.bpe.model"];

    private static readonly string[] Others = ["generation_config.json", "preprocessor_config.json"];

    /// <summary>The files beside the weights.</summary>
    /// <param name="tensors">The tensors of the output, for the number of rows that embeddings are cut to.</param>
    /// <param name="layers">The layer of the first source from which each output layer comes; null for whole models.</param>
    /// <exception cref="InvalidDataException">The tokenizer that the recipe asks for cannot be given.</exception>
    public List<CompanionFile> Choose(IReadOnlyList<PlannedTensor> tensors, IReadOnlyList<int>? layers)
    {
        var main = models[0];
        var files = new List<CompanionFile>();
        if (ModelConfiguration.Read(main) is { } configuration)
        {
            var text = configuration.Updated(layers, CutRows(tensors, main), recipe.OutputType is { } type ? FloatingTypes.NameOf(type) : null);
            files.Add(new CompanionFile(ModelConfiguration.FileName, null, text));
        }

        files.AddRange(Copies(main, Others));
        files.AddRange(Copies(TokenizerModel(main), Tokenizer));
        return files;
    }

    private static (long Before, long After)? CutRows(IReadOnlyList<PlannedTensor> tensors, ModelFiles main) =>
        tensors.Where(tensor => tensor.Shape.Count > 0 && main.Find(tensor.Name) is { } stored && stored.Entry.Shape[0] != tensor.Shape[0])
            .Select(tensor => ((long, long)?)(main.Find(tensor.Name)!.Entry.Shape[0], tensor.Shape[0])).FirstOrDefault();

    private static IEnumerable<CompanionFile> Copies(ModelFiles model, string[] names) => model.HasFolder
        ? names.Select(name => new CompanionFile(name, Path.Combine(model.Folder, name))).Where(file => File.Exists(file.CopyOf))
        : [];

    private ModelFiles TokenizerModel(ModelFiles main)
    {
        var odd = models.Skip(1).FirstOrDefault(model => !SameVocabulary(main, model));
        switch (recipe.TokenizerSource)
        {
            case null:
                if (odd is not null)
                {
                    notes.Warn($"the tokenizers of '{main.Reference}' and '{odd.Reference}' differ; the output has that of '{main.Reference}', and rows of embeddings are merged by number");
                }

                return main;
            case not null when odd is not null:
                throw Fault($"tokenizer_source '{recipe.TokenizerSource}' with models whose tokenizers differ ('{main.Reference}', '{odd.Reference}') means to re-index embeddings, which this command does not do; drop tokenizer_source to merge rows by number");
            case "base" or "union":
                return main;
        }

        var name = recipe.TokenizerSource.StartsWith("model:", StringComparison.Ordinal) ? recipe.TokenizerSource["model:".Length..] : recipe.TokenizerSource;
        return models.FirstOrDefault(model => model.Reference.Text == name)
            ?? throw Fault($"tokenizer_source is '{recipe.TokenizerSource}'; expected base, union, or model: and one of {string.Join(", ", models.Select(model => model.Reference))}");
    }

    private static bool SameVocabulary(ModelFiles first, ModelFiles second) => !first.HasFolder || !second.HasFolder || Vocabulary.All(name =>
    {
        var (a, b) = (Path.Combine(first.Folder, name), Path.Combine(second.Folder, name));
        return !File.Exists(a) || !File.Exists(b) || FileContent.Same(a, b);
    });

    private InvalidDataException Fault(string what) => new($"{recipe.FilePath}: {what}");
}

namespace ResearchKit.Merging.Recipes;

/// <summary>What is done about a tensor that some models of a recipe lack.</summary>
public enum MissingTensors
{
    /// <summary>The plan is refused, and the tensor and the model are named.</summary>
    Error,

    /// <summary>The tensor is merged from the models that have it; where the method needs what is not there, it is their weighted mean.</summary>
    Union,

    /// <summary>The tensor is left out.</summary>
    Intersection,
}

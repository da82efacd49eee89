# The network: one backbone, a linear head over leaves, and an embedding with one prototype a species.
# leaf logits [B, L]: genera, deep species, other mushroom, not a mushroom. cosines [B, S]: of the unit embedding to each
# species' unit prototype (normalised softmax, Wang et al. 2017: the prototypes are trained as the weights of a classifier,
# so that a species with three photos gets one as well).
# The head is linear in the pooled map, so a leaf's logit is the mean over the map's cells of that leaf's evidence there
# (class activation mapping, Zhou et al. 2016), plus its bias.
import torch
from torch import nn
from torch.nn import functional

EMBEDDING = 128
COSINE_SCALE = 16.0


class Network(nn.Module):
    def __init__(self, backbone, leaf_count, species_count, dropout):
        super().__init__()
        self.backbone = backbone
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(backbone.width, leaf_count)
        self.projection = nn.Linear(backbone.width, EMBEDDING, bias=False)
        self.prototypes = nn.Parameter(torch.randn(species_count, EMBEDDING))
        nn.init.normal_(self.head.weight, 0, 0.01)
        nn.init.zeros_(self.head.bias)
        nn.init.normal_(self.projection.weight, 0, backbone.width ** -0.5)

    def forward(self, x):
        pooled = self.dropout(self.backbone(x).float().mean((2, 3)))
        embedding = functional.normalize(self.projection(pooled), dim=1)
        return self.head(pooled), embedding @ functional.normalize(self.prototypes, dim=1).T

    def set_levels(self, levels):
        for convolution in self.backbone.convolutions.values():
            convolution.levels = levels

    def groups(self, rate, head_rate, freeze):
        """Optimiser groups. `rate`: step of a unit kernel; biases move in the channel's own scale, more slowly."""
        heads = dict(params=[*self.head.parameters(), *self.projection.parameters(), self.prototypes], lr=head_rate, weight_decay=0.02)
        if freeze:
            for parameter in self.backbone.parameters():
                parameter.requires_grad_(False)
            return [heads]
        kernels = [c.unit for c in self.backbone.convolutions.values()]
        biases = [c.bias for c in self.backbone.convolutions.values()]
        return [dict(params=kernels, lr=rate, weight_decay=0.0), dict(params=biases, lr=rate * 0.05, weight_decay=0.0), heads]

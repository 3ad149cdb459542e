"""Page types, child records and vocabularies of the gallery."""

from models_gallery.models.exemplar import ExemplarPage
from models_gallery.models.exemplar_items import (
    ExemplarAttachment,
    ExemplarCost,
    ExemplarLegalBasis,
    ExemplarName,
    ExemplarPicture,
    ExemplarRecognition,
    ExemplarSource,
    ExemplarStep,
)
from models_gallery.models.gallery_index import GalleryIndexPage
from models_gallery.models.implementation import Implementation, ImplementationPlace, Outcome
from models_gallery.models.province import ProvincePage
from models_gallery.models.vocabularies import Field, Form, UnitType

__all__ = [
    "ExemplarAttachment",
    "ExemplarCost",
    "ExemplarLegalBasis",
    "ExemplarName",
    "ExemplarPage",
    "ExemplarPicture",
    "ExemplarRecognition",
    "ExemplarSource",
    "ExemplarStep",
    "Field",
    "Form",
    "GalleryIndexPage",
    "Implementation",
    "ImplementationPlace",
    "Outcome",
    "ProvincePage",
    "UnitType",
]

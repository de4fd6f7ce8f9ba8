"""Pictures as plain figures: where each shape goes, worked out here and drawn by the templates.

Across, positions are percentages, so that a picture fills a wide page, a phone or a sheet of paper without
stretching its words; down, they are pixels. Nothing rests on colour: kinds differ in width, height and pattern.
"""

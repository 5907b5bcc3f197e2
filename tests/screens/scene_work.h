/* The scene "work" of the driver. */
#ifndef HOTROIT_SCENE_WORK_H
#define HOTROIT_SCENE_WORK_H

#include "store.h"

/* Fills an empty book with a plan's tasks, activities and reviews. */
int scene_work(struct store *store, struct err *err) MUST_USE;

#endif
